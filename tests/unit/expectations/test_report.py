"""The report on a load, as text; `tests/integration/expectations/test_report_page.py` looks at it in a browser."""

import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser
from types import SimpleNamespace

from expectations import report
from expectations.gate import CheckResult
from expectations.report import CHECKS, EXAMPLES, LoadSummary, ReportLook

HOSTILE = "<script>alert(1)</script>\u202e javascript:alert(1) {{ 7 * 7 }} \x1b[31m"
NOTHING = SimpleNamespace(tables=(), outlets=(), claims=(), entities=(), factualities=())
LOOK = ReportLook("main { color: red }", "http://127.0.0.1:8321")


def render(summary: LoadSummary, checks: list[CheckResult], changes: object, history: list[dict[str, float]]) -> str:
    return report.render(summary, checks, changes, history, LOOK)


def load(verdict: str, readers_see: str | None = "20310501T020000Z") -> LoadSummary:
    return LoadSummary("20310502T020000Z", verdict, readers_see, [HOSTILE], {"gate": 1.25}, {"gate": 3_000_000}, ["v1"])


def check(severity: str, *rows: Mapping[str, object], name: str = "rule.slices") -> CheckResult:
    detail = "\n".join(["It slices back.", *(json.dumps(row) for row in rows)])
    return CheckResult("mentions", name, severity, False, f"{len(rows)} offending", detail)


def text(page: str) -> str:
    parts: list[str] = []
    parser = HTMLParser()
    parser.handle_data = parts.append  # type: ignore[method-assign, assignment]
    parser.feed(page.partition("</style>")[2])
    return " ".join("".join(parts).split())


def test_the_verdict_comes_first_and_says_what_readers_see() -> None:
    refused = text(render(load("refused"), [check("block")], NOTHING, [{"articles": 1.0}]))
    assert "Refused: 1 check did not hold Readers still see load 20310501T020000Z, unchanged." in refused
    first = text(render(load("refused", None), [check("block")], NOTHING, [{"articles": 1.0}]))
    assert "Nothing is published yet" in first
    warned = text(render(load("published"), [check("warn"), check("warn")], NOTHING, [{"articles": 1.0}]))
    assert "Published, with 2 warnings Readers see this load from now on." in warned
    assert "Published; every check held" in text(render(load("published"), [], NOTHING, [{"articles": 1.0}]))


def test_figures_are_counted_by_factuality() -> None:
    changes = SimpleNamespace(
        tables=(), outlets=(), claims=(), entities=(), factualities=(("actual", 1200), ("negated", 3))
    )
    page = text(render(load("published"), [], changes, [{"articles": 1.0}]))
    assert "Figures of the load by factuality: 1,200 actual, 3 negated." in page


def test_offending_words_are_marked_in_their_sentence() -> None:
    row = {"mention_id": 3, "block": f"A {HOSTILE} ship sank.", "surface": "ship"}
    page = render(load("refused"), [check("block", row)], NOTHING, [{"articles": 1.0}])
    assert "<mark>ship</mark> sank." in page
    assert "&#34;mention_id&#34;: 3" in page
    assert page.count("A &lt;script&gt;") == 1


def test_nothing_in_it_acts_or_leads_away() -> None:
    strange = SimpleNamespace(__slots__=("outlet", "articles", "usual"), outlet=HOSTILE, articles=3, usual=None)
    changes = SimpleNamespace(tables=(), outlets=(strange,), claims=(), entities=(), factualities=())
    page = render(load("refused"), [check("block", {"block": HOSTILE, "surface": "alert"})], changes, [{HOSTILE: 1.0}])
    assert "<script" not in page
    assert not re.search("[\u202e\x1b]", page)
    assert not re.search(r"src\s*=|url\(", page)
    assert {href.partition("8321/")[0] for href in re.findall(r'href="([^"]*)', page)} == {"http://127.0.0.1:"}
    assert "{{ 7 * 7 }}" in page
    assert "default-src 'none'" in page


def test_it_stays_small_whatever_the_load_holds() -> None:
    rows = [{"block": "x" * 100_000 + str(n), "surface": "x" * 50_000} for n in range(EXAMPLES + 5)]
    checks = [check("block", *rows, name=f"rule.n{n}") for n in range(3 * CHECKS)]
    page = render(load("refused"), checks, NOTHING, [{f"measure {n}": float(n)} for n in range(30)])
    assert len(page) < 1_000_000
    assert page.count("<section") == CHECKS
    assert f"{2 * CHECKS} more checks did not hold" in page


def test_trends_skip_loads_that_lack_a_measure() -> None:
    page = render(load("published"), [], NOTHING, [{"a": 1.0}, {"a": 2.0}, {"b": 5.0}, {"a": 3.0, "b": 5.0}])
    assert 'points="4.0,36.0 54.7,20.0 156.0,4.0"' in page
    assert "a 3, 1 to 3" in text(page)


def test_a_line_is_drawn_only_where_numbers_moved() -> None:
    still = render(load("published"), [], NOTHING, [{"a": 5.0}] * 9)
    assert "<polyline" not in still
    assert "nothing moved or the loads are too few: a 5." in text(still)
    assert "<polyline" not in render(load("published"), [], NOTHING, [{"a": 1.0}, {"a": 9.0}])
    assert render(load("published"), [], NOTHING, [{"a": n, "b": 1.0} for n in (1.0, 4.0, 2.0)]).count("<polyline") == 1


def test_a_silent_outlet_is_marked() -> None:
    rows = [
        SimpleNamespace(__slots__=("outlet", "articles", "usual"), outlet=name, articles=articles, usual=usual)
        for name, articles, usual in (("Gull & Co", 0, 6), ("Star", 3, None), ("Post", 4, 5))
    ]
    changes = SimpleNamespace(tables=(), outlets=rows, claims=(), entities=(), factualities=())
    page = render(load("published"), [], changes, [{"a": 1.0}])
    assert page.count('<tr class="silent">') == 1
    assert 'Gull &amp; Co</a></td><td class="n">0</td><td class="n">6</td>' in page
    assert "Gull & Co 0 6 silent" in " ".join(text(page.replace("</td>", " </td>")).split())
    assert 'href="http://127.0.0.1:8321/outlet?name=Gull%20%26%20Co"' in page


def test_the_style_stands_in_the_page() -> None:
    assert LOOK.style in render(load("published"), [], NOTHING, [{"a": 1.0}])
