"""The pages as a browser asks for them, from a server in a process of its own."""

import csv
import io
import json
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest

from tests.ledger import Ledger
from tests.pages import ELSEWHERE, HOSTILE, RAN, Answer, Links, Pages, hostile_ledger, serving, shape
from tests.upgrade import old_warehouse
from warehouse.publish import decisions, notes
from warehouse.read import query
from warehouse.read.formats import WRITERS
from warehouse.schema.escaping import sql_name

OUTLETS = [f"Harbour Post {HOSTILE}", f"Tidings {HOSTILE}"]

ASKED = [
    "/compare?" + urlencode({"a": OUTLETS[0], "b": OUTLETS[1]}),
    "/compare?" + urlencode({"a": OUTLETS[0]}),
    "/compare?" + urlencode({"kind": "names", "a": f"Ines Talvo {HOSTILE}", "b": "2"}),
    "/sql?" + urlencode({"query": f"SELECT body AS {sql_name(HOSTILE)} FROM articles"}),
    "/search?" + urlencode({"q": "ferry"}),
    "/load/20310501T020000Z?held=true",
]
"""Addresses that no link leads to."""

LINKING = ("href", "src", "action", "formaction", "hx-get", "xlink:href")


def html(found: dict[str, Answer]) -> dict[str, Answer]:
    return {path: answer for path, answer in found.items() if "text/html" in answer.headers.get("content-type", "")}


def test_every_link_of_every_page_leads_somewhere(walked: dict[str, Answer]) -> None:
    bad = {path: answer.status for path, answer in walked.items() if answer.status not in (200, 308)}
    assert bad == {}
    pages = {shape(path).partition("?")[0] for path in html(walked)}
    assert pages >= {
        "/", "/stories", "/story/0", "/claims", "/figure/0", "/names", "/entity/0", "/quotations", "/quotation/0",
        "/article/0", "/map", "/outlets", "/outlet", "/compare", "/loads", "/load/0T0Z", "/review", "/notes", "/sql",
    }  # fmt: skip


def test_a_monitor_reads_the_numbers_of_the_warehouse(pages: Pages) -> None:
    answer = pages.get("/metrics")
    assert answer.headers["content-type"].startswith("application/openmetrics-text")
    assert "\nnewsledger_published_bytes{" in answer.text
    assert answer.text.endswith("# EOF\n")


def test_every_table_is_csv_and_json_with_the_same_rows(walked: dict[str, Answer]) -> None:
    tables = [path for path in walked if urlsplit(path).path.endswith(".csv")]
    assert len(tables) > 40
    for path in tables:
        twin = walked.get(path.replace(".csv", ".json"))
        rows = list(csv.DictReader(io.StringIO(walked[path].text)))
        assert walked[path].headers["content-type"] == "text/csv; charset=utf-8"
        if twin is not None:
            assert twin.headers["content-type"] == "application/json"
            assert len(json.loads(twin.body)) == len(rows), path


def test_the_sql_under_every_table_can_be_run(walked: dict[str, Answer], hostile: Path) -> None:
    links = {link for answer in html(walked).values() for link in Links(answer.text).links}
    queries = {parse_qs(urlsplit(link).query)["query"][0] for link in links if link.startswith("/sql?query=")}
    assert len(queries) > 60
    for sql in queries:
        query.write(hostile / "warehouse.duckdb", sql, WRITERS["csv"], io.StringIO())


@pytest.mark.parametrize("path", ASKED)
def test_what_is_asked_by_a_form_is_shown(path: str, pages: Pages) -> None:
    assert pages.get(path).status == 200


def test_no_text_of_an_article_becomes_a_tag_or_leads_elsewhere(walked: dict[str, Answer], pages: Pages) -> None:
    answers = html(walked) | {path: pages.get(path) for path in ASKED}
    held = 0
    for path, answer in answers.items():
        assert "\u202e" not in answer.text, path
        found = Links(answer.text)
        for tag, name, value in found.attributes:
            assert not name.startswith("on"), (path, tag, name)
            if name in LINKING:
                assert value.startswith(("/", "#", "?")), (path, tag, value)
        assert {tag for tag, *_ in found.attributes} <= {*TAGS}, path
        scripts = [value for tag, name, value in found.attributes if (tag, name) == ("script", "src")]
        assert scripts == ["/static/htmx.min.js"], path
        assert answer.text.count("<script") == 1, path
        held += RAN.replace("'", "&#39;") in answer.text
    assert held > 20


TAGS = (
    "html", "meta", "link", "script", "a", "nav", "form", "input", "datalist", "option", "time", "main", "ol", "li",
    "p", "div", "span", "ul", "table", "th", "td", "tr", "label", "select", "button", "textarea", "svg", "g", "path",
    "rect", "circle", "line", "text", "title", "use", "defs", "details", "summary", "pre", "figure", "mark", "h1", "h2",
    "h3", "header", "b", "aside", "section", "fieldset", "dl", "dt", "dd", "polyline", "symbol", "polygon", "ellipse",
    "tspan", "s", "ins", "del", "clippath", "pattern", "desc",
)  # fmt: skip
"""Elements with attributes that templates write; none that loads or runs something but the one script."""


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/story/x", 404),
        ("/story/0", 404),
        ("/story/999999", 404),
        ("/story/" + "9" * 40, 404),
        ("/figure/-1", 404),
        ("/article/1.5", 404),
        ("/load/../../etc/passwd", 404),
        ("/load/20310501T020000Z/report", 404),
        ("/load/20200101T000000Z", 404),
        ("/load/20310501T020000Z%2f..%2f..%2fx/report", 404),
        ("/outlet", 400),
        ("/outlet?name=", 400),
        ("/outlet?name=nobody", 404),
        ("/stories?since=yesterday", 400),
        ("/stories?page=0", 400),
        ("/stories?page=9999999999999999999999", 400),
        ("/claims?voice=x", 400),
        ("/compare?kind=x", 400),
        ("/compare?a=nobody", 404),
        ("/review?kind=x", 400),
        ("/sql?query=SELEC", 400),
        ("/sql?query=DELETE+FROM+articles", 400),
        ("/sql?query=SELECT+1;SELECT+2", 400),
        ("/sql?query=FROM+read_text('/etc/passwd')", 400),
        ("/sql?query=%00", 400),
        ("/stories/nothing.csv", 404),
        ("/sql/nothing.csv?query=SELECT+1", 404),
        ("/sql/result.csv?query=SELEC", 400),
        ("/stories/stories.xml", 404),
        ("/static/../app.py", 404),
        ("/static/%2e%2e/app.py", 404),
    ],
)
def test_what_is_asked_wrongly_is_told_so(path: str, status: int, pages: Pages) -> None:
    answer = pages.get(path)
    assert answer.status == status
    assert "Traceback" not in answer.text
    assert "root:" not in answer.text


@pytest.mark.parametrize(
    "asked", ["?q=%ff%fe", "?q=%00", "?page=1&page=2", "?since=", "?" + "x" * 9000, "?a[]=1&;=&&="]
)
@pytest.mark.parametrize("path", ["/", "/stories", "/claims", "/search", "/sql", "/compare", "/names", "/loads"])
def test_no_query_of_an_address_is_too_odd(path: str, asked: str, pages: Pages) -> None:
    assert pages.get(path + asked).status in (200, 400, 404)


def test_answers_forbid_what_pages_do_not_need(pages: Pages) -> None:
    for path in ("/", "/nowhere", "/stories/stories.csv", "/static/style.css"):
        headers = pages.get(path).headers
        assert "default-src 'none'" in headers["content-security-policy"]
        assert "unsafe" not in headers["content-security-policy"]
        assert headers["x-content-type-options"] == "nosniff"
        assert "server" not in headers


def test_other_names_and_other_sites_are_refused(pages: Pages) -> None:
    assert pages.get("/", Host="elsewhere.example").status == 421
    assert pages.get("/", Host=f"127.0.0.1.elsewhere.example:{urlsplit(pages.address).port}").status == 421
    fields = {"kind": "figure", "id": "1", "words": "wrong", "by": "Ana"}
    for origin in (None, ELSEWHERE, "null", "http://127.0.0.1:1"):
        assert pages.post("/notes", origin=origin, **fields).status == 403


def test_sql_limits_rows_and_cells_and_says_so(pages: Pages) -> None:
    shown = pages.get("/sql?" + urlencode({"query": "SELECT range AS n, repeat('x', 400) AS x FROM range(600)"})).text
    assert "The first 500 rows" in shown
    assert "x" * 300 + "…" in shown
    assert "x" * 301 not in shown
    whole = pages.get("/sql/result.csv?" + urlencode({"query": "SELECT range, repeat('x', 400) FROM range(600)"}))
    assert len(whole.text.splitlines()) == 601
    assert "x" * 400 in whole.text


def test_a_long_query_is_sent_as_a_form_and_a_short_one_kept_in_the_address(pages: Pages) -> None:
    short = pages.post("/sql", query="SELECT 1 AS one")
    assert (short.status, short.headers["location"]) == (303, "/sql?query=SELECT+1+AS+one")
    long = "SELECT 7 AS seven -- " + "x" * 9000
    answer = pages.post("/sql", query=long)
    assert answer.status == 200
    assert "seven</th>" in answer.text
    assert pages.post("/sql/result.csv", query=long).text == "seven\n7\n"


def test_a_report_is_shown_with_its_own_style_and_nothing_else(hostile: Path, tmp_path: Path) -> None:
    (hostile / "reports").mkdir(exist_ok=True)
    report = hostile / "reports" / "20310501T020000Z.html"
    report.write_text("<!DOCTYPE html><style>b { color: red }</style><b>kept</b>", "utf-8")
    try:
        with serving(hostile, tmp_path) as pages:
            assert "/load/20310501T020000Z/report" in Links(pages.get("/load/20310501T020000Z").text).links
            answer = pages.get("/load/20310501T020000Z/report")
            assert answer.text.endswith("<b>kept</b>")
            policy = answer.headers["content-security-policy"]
            assert policy == "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'"
    finally:
        report.unlink()


def test_decisions_and_notes_are_kept_with_who_wrote_them(tmp_path: Path) -> None:
    directory = tmp_path / "warehouse"
    hostile_ledger().publish(directory)
    with serving(directory, tmp_path) as pages:
        page = pages.get("/review").text
        button = next(v for t, n, v in Links(page).attributes if (t, n) == ("button", "value") and '"different"' in v)
        assert pages.post("/review", decision=button, by="").status == 400
        assert pages.post("/review", decision='["a", "b", "same"]', by="Ana").status == 400
        assert pages.post("/review", decision="[" * 9000, by="Ana").status == 400
        assert decisions.read(directory) == []
        done = pages.post("/review", decision=button, by=" Ana  Example ", kind="PERSON")
        assert (done.status, done.headers["location"]) == (303, "/review?kind=PERSON")
        cookie = done.headers["set-cookie"]
        assert "newsledger_by=Ana%20Example" in cookie
        assert "SameSite=strict" in cookie
        assert "HttpOnly" in cookie
        (decision,) = decisions.read(directory)
        assert (decision.judgement, decision.decided_by) == ("different", "Ana Example")
        after = pages.get("/review", Cookie=cookie.split(";")[0]).text
        assert 'value="Ana Example"' in after
        back = next(v for t, n, v in Links(after).attributes if (t, n) == ("button", "value") and '"open"' in v)
        assert pages.post("/review", decision=back, by="Bo").status == 303
        assert decisions.in_force(decisions.read(directory)) == {}

        words = f"It is 41.\r\n{HOSTILE}"
        assert pages.post("/notes", kind="figure", id="1", words=words, by="Ana").headers["location"] == "/notes"
        for wrong in (
            {"kind": "story"}, {"id": "0x1"}, {"id": "²"}, {"id": "9" * 30}, {"words": " "}, {"words": "x" * 2001},
            {"by": "\n"}, {"by": "x" * 101}, {"by": "a\u202eb"},
        ):  # fmt: skip
            fields = {"kind": "figure", "id": "1", "words": "x", "by": "Ana"} | wrong
            assert pages.post("/notes", **fields).status == 400, wrong
        assert pages.post("/notes", kind="block", id="999", words="x", by="Ana").status == 404
        (note,) = notes.read(directory)
        assert (note.kind, note.id, note.words) == ("figure", 1, words.replace("\r\n", "\n").strip())
        assert note.sentence.startswith("At least 40 people died")
        assert note.load_id == "20310501T020000Z"
        assert len(json.loads(pages.get("/notes/notes.json").body)) == 1
        (directory / notes.JOURNAL).write_text("no note\n{}\n")
        assert pages.get("/review").status == 200
        assert pages.get("/notes").status == 503


def test_a_note_that_cannot_be_written_is_told(tmp_path: Path) -> None:
    directory = tmp_path / "warehouse"
    hostile_ledger().publish(directory)
    journal = directory / notes.JOURNAL
    journal.mkdir()
    fields = {"kind": "figure", "id": "1", "words": "x" * notes.LONGEST, "by": "Ana"}
    with serving(directory, tmp_path) as pages:
        answer = pages.post("/notes", **fields)
        assert answer.status == 503
        assert "notes.jsonl cannot be" in answer.text
        journal.rmdir()
        with ThreadPoolExecutor(20) as pool:
            asked = [pool.submit(pages.post, "/notes", **fields | {"by": f"Ana {number}"}) for number in range(40)]
        assert {one.result().status for one in asked} == {303}
    assert len({note.noted_by for note in notes.read(directory)}) == 40


def test_nothing_published_is_told_and_the_first_publication_seen(tmp_path: Path) -> None:
    directory = tmp_path / "warehouse"
    directory.mkdir()
    with serving(directory, tmp_path) as pages:
        assert pages.get("/static/style.css").status == 200
        for path in ("/", "/stories", "/sql?query=SELECT+1", "/stories/stories.csv", "/review"):
            answer = pages.get(path)
            assert answer.status == 503
            assert "nothing is published here yet" in answer.text
        ledger = Ledger()
        ledger.article("Quay opens at last.", headline="First night")
        ledger.publish(directory)
        assert "First night" in pages.get("/stories").text
        ledger.article("Quay closes again.", headline="Second night")
        ledger.publish(directory)
        assert "Second night" in pages.get("/stories").text
        assert pages.get("/sql/result.csv?query=SELECT+count(*)+AS+n+FROM+articles").text == "n\n2\n"


def test_a_version_of_an_older_newsledger_is_told(tmp_path: Path) -> None:
    directory = tmp_path / "warehouse"
    directory.mkdir()
    with serving(old_warehouse(directory), tmp_path) as pages:
        for path in ("/", "/story/1", "/figure/1", "/quotations", "/search?q=ferry", "/stories/stories.csv"):
            answer = pages.get(path)
            assert answer.status == 503, path
            assert "an older newsledger published this version" in answer.text
            assert "newsledger migrate" in answer.text
        assert pages.get("/names").status == 200
        assert pages.get("/sql?query=SELECT+1").status == 200
        assert pages.get("/sql?query=SELECT+nope").status == 400


@pytest.mark.parametrize(("kept", "told"), [(False, "newsledger rollback"), (True, "cannot be opened")])
def test_a_damaged_version_is_told_and_recovers(kept: bool, told: str, tmp_path: Path) -> None:
    """Of another size, which is told by its manifest; or of the same."""
    directory = tmp_path / "warehouse"
    ledger = Ledger()
    ledger.article("Quay opens at last.", headline="First night")
    file = ledger.publish(directory)
    whole = file.read_bytes()
    file.chmod(0o644)
    file.write_bytes(whole[:64] + b"x" * (len(whole) - 64) if kept else b"x" * 5000)
    with serving(directory, tmp_path) as pages:
        answer = pages.get("/stories")
        assert answer.status == 503
        assert told in answer.text
        file.write_bytes(whole)
        assert "First night" in pages.get("/stories").text
