from datetime import UTC, date, datetime, timedelta

import pytest
from starlette.requests import Request

from flows.ui.templating import TEMPLATES, address, age, cell, count, day, days, link, marked, number_marked, visible

HOSTILE = "\"><script>x</script>'&\u202e"
ESCAPED = "&#34;&gt;&lt;script&gt;x&lt;/script&gt;&#39;&amp;\N{REPLACEMENT CHARACTER}"


def rendered(template: str, **content: object) -> str:
    return TEMPLATES.from_string(template).render(content)


def test_texts_are_escaped_wherever_they_stand() -> None:
    assert rendered("{{ text }}", text=HOSTILE) == ESCAPED
    assert rendered('<a title="{{ text }}">', text=HOSTILE) == f'<a title="{ESCAPED}">'
    assert rendered("{{ text|cell }}", text=[HOSTILE, None]) == f"{ESCAPED}, "
    assert rendered("{{ nothing }}", nothing=None) == ""
    with pytest.raises(Exception, match="undefined"):
        rendered("{{ forgotten }}")


def test_what_is_marked_is_escaped_within_and_around() -> None:
    text = "<b>1</b> & <i>"
    assert marked(text, [(3, 4)]) == "&lt;b&gt;<mark>1</mark>&lt;/b&gt; &amp; &lt;i&gt;"
    assert rendered("{{ marked(text, [(0, 3)]) }}", text=text) == "<mark>&lt;b&gt;</mark>1&lt;/b&gt; &amp; &lt;i&gt;"
    assert marked("\u202e1", [(0, 1)]) == "<mark>\N{REPLACEMENT CHARACTER}</mark>1"


@pytest.mark.parametrize("spans", [[(-1, 2)], [(2, 2)], [(3, 2)], [(0, 99)], [(4, 5)]])
def test_what_lies_outside_a_text_is_not_marked(spans: list[tuple[int, int]]) -> None:
    assert marked("abcd", spans) == "abcd"


def test_of_marks_that_cross_the_first_stands() -> None:
    assert marked("abcdef", [(2, 5), (1, 3), (5, 6)]) == "a<mark>bc</mark>de<mark>f</mark>"


def test_a_number_is_marked_where_it_stands() -> None:
    assert number_marked("at least 40", 9, "40") == "at least <mark>40</mark>"
    assert number_marked("at least 40", None, "40") == "at least 40"


def test_controls_are_made_visible_and_tabs_and_lines_stay() -> None:
    assert visible("a\tb\nc") == "a\tb\nc"
    assert visible("\x00\x1b\x7f\x9f\u2066") == "\N{REPLACEMENT CHARACTER}" * 5


def test_days_are_written_as_readers_write_them() -> None:
    one, later = date(2026, 3, 4), date(2026, 3, 9)
    assert (day(one), day(None), day(one, year=False)) == ("4 March 2026", "no day", "4 March")
    assert days(one, later) == "4 to 9 March 2026"
    assert days(one, date(2026, 4, 1)) == "4 March to 1 April 2026"
    assert days(date(2025, 12, 31), one) == "31 December 2025 to 4 March 2026"
    assert (days(one, one), days(None, one), days(None, None)) == ("4 March 2026", "4 March 2026", "no day")


def test_numbers_and_ages() -> None:
    assert (count(1, "story", "stories"), count(2000, "story", "stories"), count(None, "copy")) == (
        "1 story", "2,000 stories", "0 copys",
    )  # fmt: skip
    minutes = (5, 119, 121, 60 * 47, 60 * 49)
    assert [age(timedelta(minutes=m)) for m in minutes] == ["5 min", "119 min", "2 h", "47 h", "2 days"]
    assert (age(None), age(timedelta(seconds=-9))) == ("unknown", "0 min")
    instant = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
    assert [cell(v) for v in (None, True, 1234567, 0.5, 12345.678, instant, [1, None, "a"])] == [
        "", "yes", "1,234,567", "0.5", "12,345.678", "2026-03-04 05:06", "1, , a",
    ]  # fmt: skip


def test_addresses_hold_any_text() -> None:
    assert link("/outlet", name="A & B/ü?", page=None, kind="", only=False) == "/outlet?name=A+%26+B%2F%C3%BC%3F"
    assert link("/a b/\"'<") == "/a%20b/%22%27%3C"
    query = b"kind=x&page=2&q=a%20b"
    scope = {"type": "http", "path": "/names", "query_string": query, "headers": [], "server": ("127.0.0.1", 1)}
    assert address(Request(scope), page=3, kind=None) == "/names?page=3&q=a+b"
