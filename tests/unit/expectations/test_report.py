"""The report on a load, as text; `tests/integration/expectations/test_report_page.py` looks at it in a browser."""

import json
import re
from html.parser import HTMLParser
from types import SimpleNamespace

from expectations.gate import CheckResult
from expectations.report import CHECKS, EXAMPLES, LoadSummary, render

HOSTILE = "<script>alert(1)</script>\u202e javascript:alert(1) {{ 7 * 7 }} \x1b[31m"
NOTHING = SimpleNamespace(tables=(), outlets=(), claims=(), entities=(), factualities=())


def load(verdict: str, readers_see: str | None = "20310501T020000Z") -> LoadSummary:
    return LoadSummary("20310502T020000Z", verdict, readers_see, [HOSTILE], {"gate": 1.25}, {"gate": 3_000_000}, ["v1"])


def check(severity: str, *rows: dict[str, object], name: str = "rule.slices") -> CheckResult:
    detail = "\n".join(["It slices back.", *(json.dumps(row) for row in rows)])
    return CheckResult("mentions", name, severity, False, f"{len(rows)} offending", detail)


def text(page: str) -> str:
    parts: list[str] = []
    parser = HTMLParser()
    parser.handle_data = parts.append  # type: ignore[method-assign]
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
    assert not re.search(r"(src|href)\s*=|https?://|url\(", page)
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
    page = render(load("published"), [], NOTHING, [{"a": 1.0}, {"b": 5.0}, {"a": 3.0, "b": 5.0}])
    assert 'points="0.0,38.0 100.0,2.0"' in page
    assert "a: 3, 1 to 3" in text(page)
