"""Which field holds what: usual names, those given, and days in all their spellings."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest

from transforms.readers.mapping import published_of, record_of
from transforms.readers.records import Fields, Record, Rejection

TEXT = "The council met on Friday."


def day(published: date | None) -> date | None:
    return published.date() if isinstance(published, datetime) else published


def record(row: dict[str, object], fields: Fields | None = None) -> Record:
    found = record_of(row, fields or Fields())
    assert isinstance(found, Record), found
    return found


@pytest.mark.parametrize(
    "row",
    [
        {"source": {"id": None, "name": "Courier"}, "author": "Ann Ode", "title": "Ferry", "content": TEXT,
         "publishedAt": "2026-03-04T10:00:00Z", "url": "https://a.example/1", "language": "en"},
        {"maintext": TEXT, "title": "Ferry", "authors": ["Ann Ode"], "date_publish": "2026-03-04 10:00:00",
         "source_domain": "Courier", "url": "https://a.example/1", "language": "en"},
        {"raw_text": "nav", "text": TEXT, "title": "Ferry", "author": "Ann Ode", "date": "2026-03-04",
         "source": "https://a.example/1", "url": "https://a.example/1", "sitename": "Courier", "language": "en"},
        {"id": 7, "date": "2026-03-04T10:00:00", "link": "https://a.example/1", "title": {"rendered": "Ferry"},
         "content": {"rendered": TEXT, "protected": False}, "author": {"name": "Ann Ode"}, "site_name": "Courier",
         "lang": "en"},
        {"@type": "NewsArticle", "headline": "Ferry", "articleBody": TEXT, "datePublished": "2026-03-04",
         "author": [{"@type": "Person", "name": "Ann Ode"}], "publisher": {"name": "Courier"}, "inLanguage": "en-GB",
         "mainEntityOfPage": {"@id": "https://a.example/1"}},
        {"_id": "x", "_source": {"Title": "Ferry", "Body": [TEXT], "Byline": "Ann Ode", "PubDate": 1772618400,
                                 "Outlet": "Courier", "Link": "https://a.example/1", "Lang": "EN_us"}},
    ],
)  # fmt: skip
def test_usual_names_are_known(row: dict[str, object]) -> None:
    found = record(row)
    assert found.text == f"Ferry\n{TEXT}"
    assert (found.title, found.author, day(found.published)) == ("Ferry", "Ann Ode", date(2026, 3, 4))
    assert (found.url, found.publisher, found.language) == ("https://a.example/1", found.publisher, "en")
    assert found.publisher in ("Courier", "https://a.example/1")


def test_given_fields_win_and_may_be_paths() -> None:
    row: dict[str, object] = {
        "text": "no",
        "a": {"b": {"c": TEXT}},
        "d.e": "Ferry",
        "title": "no",
        "when": "2026-03-04",
        "date": "2026-01-01",
    }
    found = record(row, Fields(text="a.b.c", title="d.e", date="when"))
    assert (found.text, found.title, found.published) == (f"Ferry\n{TEXT}", "Ferry", date(2026, 3, 4))


def test_paragraphs_are_lines_and_line_breaks_stay() -> None:
    assert record({"paragraphs": ["One.", "Two."]}).text == "One.\nTwo."
    assert record({"text": "One.\r\nTwo."}).text == "One.\r\nTwo."


def test_the_title_is_not_said_twice() -> None:
    assert record({"title": "FERRY  stops", "text": "Ferry stops\nThe rest."}).text == "Ferry stops\nThe rest."


def test_markup_in_fields_is_read() -> None:
    found = record(
        {"title": "The mayor&#8217;s <em>no</em>", "text": "<p>She said no &amp; left.</p>\n<p>Then rain.</p>"}
    )
    assert found.title == "The mayor’s no"
    assert found.text.split("\n") == ["The mayor’s no", "She said no & left.", "Then rain."]
    assert record({"text": "<ul><li>x</li></ul><p>y"}).text.split() in (["x", "y"], ["-", "x", "y"])


@pytest.mark.parametrize("text", ["5 < 7 and 8 > 3", "R&D; AT&T", "<mayor@a.example> wrote.", "a <p> is a tag"])
def test_signs_are_no_markup(text: str) -> None:
    assert record({"text": text}).text == text


def test_an_empty_text_is_not_a_missing_field() -> None:
    found = record_of({"title": "x", "text": None}, Fields())
    assert isinstance(found, Rejection)
    assert found.reason == "no_text"
    assert record({"text": " ", "content": TEXT}).text == TEXT


def test_two_objects_with_texts_are_not_mixed_up() -> None:
    found = record_of({"one": {"text": "a"}, "two": {"text": "b"}}, Fields())
    assert isinstance(found, Rejection)


@pytest.mark.parametrize(
    "row",
    [
        {"article": {"title": "Ferry", "body": TEXT, "date": "2026-03-04", "url": "https://a.example/1"}},
        {"story": {"id": "s-1", "title": "Ferry", "body": TEXT}, "date": "2026-03-04", "url": "https://a.example/1"},
        {"content": {"title": "Ferry", "paragraphs": [TEXT]}, "date": "2026-03-04", "url": "https://a.example/1"},
        {"title": "A dump", "date": "2026-01-01",
         "article": {"title": "Ferry", "content": {"rendered": TEXT, "url": "x"}, "date": "2026-03-04"},
         "url": "https://a.example/1"},
        {"_index": "a", "_id": "s-1",
         "_source": {"title": "Ferry", "body": {"text": TEXT}, "url": "https://a.example/1", "date": "2026-03-04"}},
        {"title": "Ferry", "date": "2026-03-04", "url": ["https://a.example/1", "https://a.example/2"],
         "body": {"type": "doc", "content": [{"type": "p", "content": [{"text": TEXT}]}, {"type": "img", "url": "x"}]}},
    ],
)  # fmt: skip
def test_an_object_that_holds_the_text_is_the_article(row: dict[str, object]) -> None:
    assert record(row) == Record(f"Ferry\n{TEXT}", title="Ferry", published=date(2026, 3, 4), url="https://a.example/1")


@pytest.mark.parametrize(
    "text", [{"title": "Ferry"}, {"id": "s-1", "url": "https://a.example/1"}, {"name": "x"}, [{"title": "x"}], {}]
)
def test_a_name_or_an_address_is_no_text(text: object) -> None:
    found = record_of({"title": "Ferry", "body": text}, Fields())
    assert isinstance(found, Rejection)
    assert found.reason == "no_text"


def test_a_text_nested_without_end_is_none() -> None:
    text: object = TEXT
    for _ in range(500):
        text = {"text": [text]}
    assert isinstance(record_of({"text": text, "date": text}, Fields()), Rejection)


def test_a_publisher_without_a_name_is_none() -> None:
    assert record({"text": TEXT, "source": {"id": 3, "url": "https://a.example"}}).publisher is None
    assert record({"text": TEXT, "source": {"title": "Courier", "url": "https://a.example"}}).publisher == "Courier"
    assert record({"text": TEXT, "thread": {"site": "a.example", "title": "x"}}).publisher == "a.example"
    assert record({"text": TEXT, "source": {"id": "x"}, "domain": "a.example"}).publisher == "a.example"
    assert record({"text": TEXT, "source": [{"name": "Courier"}]}).publisher == "Courier"


def test_white_space_around_an_address_is_left_out() -> None:
    assert record({"text": TEXT, "url": " https://a.example/1\n"}).url == "https://a.example/1"


def test_values_of_other_kinds_are_left_alone() -> None:
    row: dict[str, object] = {
        "text": TEXT, "title": 7, "author": 3, "url": ["x"], "language": "English", "date": {"a": 1}, "source": None,
    }  # fmt: skip
    assert record(row) == Record(TEXT)


@pytest.mark.parametrize(
    "value",
    [
        "2026-03-04", "2026-03-04T23:59:59-05:00", "2026-03-04 10:00:00", "20260304", "20260304T101500Z",
        "20260304101500", 20260304, "Wed, 04 Mar 2026 10:00:00 GMT", "4 March 2026", "March 4, 2026", "2026/3/4",
        1772618400, "1772618400", 1772618400000, 1772618400.5, Decimal(1772618400), 1772618400 * 10**6,
        {"$date": "2026-03-04T10:00:00Z"}, {"$date": 1772618400000}, {"$date": {"$numberLong": "1772618400000"}},
        ["2026-03-04"], [None, {"$date": "2026-03-04"}], 1772618400 * 10**9,
        date(2026, 3, 4), datetime(2026, 3, 4, 23, tzinfo=UTC), "Published 4 March 2026",
    ],
)  # fmt: skip
def test_days_are_read_in_every_spelling(value: object) -> None:
    assert day(published_of(value)) == date(2026, 3, 4)


@pytest.mark.parametrize(
    "value",
    [
        "3/4/2026", "30 February 2026", "2026-02-30", "20260230", "", "soon", None, True, 0, 17, -1772618400, 1e300,
        float("nan"), float("inf"), "nan", [], {}, [[]], {"$date": []}, {"$date": {"date": True}},
        "9" * 5000, 10**30, "9999-12-31",
    ],
)  # fmt: skip
def test_what_is_no_day_or_two_is_none(value: object) -> None:
    assert published_of(value) is None


@pytest.mark.parametrize(
    ("value", "instant"),
    [
        ("2026-03-04T23:30:00Z", datetime(2026, 3, 4, 23, 30, tzinfo=UTC)),
        ("2026-03-05 00:30+01:00", datetime(2026, 3, 4, 23, 30, tzinfo=UTC)),
        ("Wed, 04 Mar 2026 23:30:00 +0000", datetime(2026, 3, 4, 23, 30, tzinfo=UTC)),
        (1772667000, datetime(2026, 3, 4, 23, 30, tzinfo=UTC)),
        ("2026-03-04T23:30:00", date(2026, 3, 4)),
        ("Wed, 04 Mar 2026 23:30:00 -0000", date(2026, 3, 4)),
        (datetime(2026, 3, 4, 23, 30), date(2026, 3, 4)),  # noqa: DTZ001 -- Parquet gives such
    ],
)
def test_an_instant_is_kept_where_the_value_tells_it(value: object, instant: date) -> None:
    assert published_of(value) == instant


WHOLE = "The council met on Friday, and nobody stayed away. The wall, it said, will be built next year."
TAKEN_APART = "The council met on Friday , and nobody stayed away . The wall , it said , will be built next year ."


@pytest.mark.parametrize(
    "row",
    [
        {"text": TAKEN_APART, "content_original": WHOLE},
        {"content_original": WHOLE, "maintext": TAKEN_APART + " And more of the same , with still more words ."},
        {"story": "s-12", "story_text": WHOLE},
        {"body": "The council met on Friday…", "content": WHOLE},
        {"content": "The council met on Friday, and… [+61 chars]", "body_html": f"<p>{WHOLE}</p>"},
        {"text": WHOLE, "html": f"<html><body><nav>Home</nav><p>{WHOLE}</p><p>{WHOLE}</p></body></html>"},
        {"summary": "The council met.", "title": "Wall", "body": WHOLE},
    ],
)
def test_of_several_texts_the_whole_one_is_taken(row: dict[str, object]) -> None:
    assert record(row).text.removeprefix("Wall\n") == WHOLE


def test_a_summary_is_the_last_resort_and_marked() -> None:
    found = record({"title": "Wall", "content": None, "description": TEXT})
    assert (found.text, found.doubts) == (f"Wall\n{TEXT}", ("cut",))
    assert isinstance(record_of({"content": None, "description": TEXT}, Fields()), Rejection)


def test_a_cut_text_is_marked() -> None:
    found = record({"content": "The council met on Friday, and… [+2210 chars]"})
    assert (found.text, found.doubts) == ("The council met on Friday, and…", ("cut",))


@pytest.mark.parametrize(
    "row",
    [
        {"published_date": "2026-03-04", "media_name": "Courier"},
        {"article_date": "2026-03-04", "source": {"title": "Courier", "uri": "courier.example"}},
        {"versioncreated": "2026-03-04T10:00:00+00:00", "pubtitle": "Courier"},
        {"timestamp": 1772618400, "thread": {"site": "Courier", "title": "no"}},
        {"publication_date": "2026-03-04", "timestamp": 1, "media": [{"title": "no"}], "outlet_name": "Courier"},
    ],
)
def test_more_usual_names(row: dict[str, object]) -> None:
    found = record({"text": TEXT, **row})
    assert (day(found.published), found.publisher) == (date(2026, 3, 4), "Courier")


def test_entities_and_escapes_in_plain_fields_are_read() -> None:
    row: dict[str, object] = {"text": r"&ldquo;It is ours,&rdquo; she said.\n\nThe wall &amp; the gate stay."}
    assert record(row).text == "“It is ours,” she said.\n\nThe wall & the gate stay."
    assert record({"text": "&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;"}).text == "One.\nTwo."
