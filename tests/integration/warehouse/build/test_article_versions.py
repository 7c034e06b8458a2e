"""Earlier texts of articles: whose text changed, what is kept of it, and which articles follow each other."""

from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest

from tests.nights import FIRST_NIGHT, Story, file_row, publish_night
from tests.stories import DAY, publish_nights, rows
from warehouse.build import article_versions, replaced_articles
from warehouse.publish import layout
from warehouse.read.article import article as read_article

VERSIONS = "SELECT article_id, version_no, load_id, replaced_load_id, headline FROM article_versions ORDER BY ALL"
UPDATES = "SELECT article_id, later_article_id FROM article_updates ORDER BY ALL"
PARAGRAPH = "The crews of both ferries met the harbour master at the pilot house on Tuesday evening."


def pier(said: str, *, article: int = 1, headline: str = "Pier burns", more: str = PARAGRAPH, **other: Any) -> Story:
    """An article of which one sentence, with a number and a quotation, is told in several ways."""
    number = next(word for word in said.split() if word.isdigit())
    quoted = said[said.index("“") + 1 : said.index("”")]
    return Story(
        article, other.pop("file", article), [headline, said, more], figures=[(2, number, float(number), None, None)],
        quotes=[(2, quoted, None)], **other,
    )  # fmt: skip


NINE = "The fire brigade said 9 people were hurt, and “the wind is with us”."
TWELVE = "The fire brigade said 12 people were hurt, and “the wind has turned”."


def published(directory: Path, sql: str) -> list[tuple[Any, ...]]:
    return list(rows(layout.published(directory), sql))


def test_a_file_with_another_text_leaves_the_text_before_it(tmp_path: Path) -> None:
    publish_nights(
        tmp_path, [pier(NINE, published_on=date(2031, 5, 1))], [], [pier(TWELVE, headline="Pier burns down")]
    )
    assert published(tmp_path, VERSIONS) == [(1, 1, "20310501T020000Z", "20310503T020000Z", "Pier burns")]
    assert published(tmp_path, "SELECT published_on, body, word_count FROM article_versions") == [
        (date(2031, 5, 1), f"Pier burns\n\n{NINE}\n\n{PARAGRAPH}", 32)
    ]
    assert published(
        tmp_path,
        "SELECT kind, text, sentence, value_low, bound FROM article_version_statements ORDER BY statement_no",
    ) == [("figure", "9", NINE, 9.0, "exact"), ("quote", "the wind is with us", None, None, None)]
    assert published(tmp_path, "SELECT headline FROM articles") == [("Pier burns down",)]


@pytest.mark.parametrize(
    "again",
    [
        ["PIER burns", "The fire  brigade said: 9 people were hurt, and ‘the wind is with us’", PARAGRAPH],
        ["Pier burns", NINE, PARAGRAPH, "Read more: tide tables"],
        ["Pier burns", PARAGRAPH, NINE],
        ["Pier burns", f"{NINE} {PARAGRAPH}"],
    ],
    ids=["white space, case, marks", "what is stripped", "another order", "paragraphs joined"],
)
def test_what_changes_no_words_is_no_version(again: list[str], tmp_path: Path) -> None:
    publish_nights(tmp_path, [pier(NINE)], [Story(1, 1, again, kinds={4: "related"})])
    assert published(tmp_path, VERSIONS) == []
    assert published(tmp_path, "FROM article_changes") == []


def test_a_line_that_strip_takes_for_boilerplate_one_night_later_is_no_change(tmp_path: Path) -> None:
    lines = ["Pier burns", NINE, "Ask the tide desk: 555 0199"]
    publish_nights(
        tmp_path, [Story(1, 1, lines)], [Story(1, 1, [*lines, "Comments are closed"], kinds={3: "promo", 4: "nav"})]
    )
    assert published(tmp_path, VERSIONS) == []


def test_a_file_that_holds_another_article_now_leaves_nothing(tmp_path: Path) -> None:
    other = Story(1, 1, ["Market reopens", "Olan Feth counted nine stalls and a fiddler on the north mole."])
    publish_nights(tmp_path, [pier(NINE)], [pier(TWELVE)], [other])
    assert published(tmp_path, VERSIONS) == []
    assert published(tmp_path, "FROM article_version_statements") == []
    assert published(tmp_path, "FROM article_changes") == []


def test_a_page_that_was_taken_down_is_a_change(tmp_path: Path) -> None:
    url = "https://post.example/pier"
    gone = Story(1, 1, ["Correction", "This article was withdrawn."], url=url)
    publish_nights(tmp_path, [pier(NINE, url=url)], [gone])
    assert published(tmp_path, VERSIONS) == [(1, 1, "20310501T020000Z", "20310502T020000Z", "Pier burns")]


def deliver(directory: Path, *nights: list[Story]) -> None:
    for number, records in enumerate(nights):
        for place, record in enumerate(records, 1):
            record.article_id, record.file_id, record.record_no = place * 10, 1, place
        publish_night(
            directory, records, files=[file_row(1, "harbour-post/feed.jsonl")], now=FIRST_NIGHT + number * DAY
        )


def at(address: str, said: str = NINE, **other: Any) -> Story:
    return pier(said, url=f"https://post.example/{address}", more=f"{PARAGRAPH} It is told at {address}.", **other)


def test_in_a_feed_the_earlier_texts_follow_the_address_to_another_record(tmp_path: Path) -> None:
    deliver(tmp_path, [at("pier"), at("quay")], [at("pier", TWELVE), at("quay")], [at("mole"), at("pier", TWELVE)])
    assert published(tmp_path, VERSIONS) == [(20, 1, "20310501T020000Z", "20310502T020000Z", "Pier burns")]
    assert published(tmp_path, "SELECT DISTINCT article_id FROM article_version_statements") == [(20,)]
    assert published(tmp_path, "SELECT DISTINCT article_id, later_article_id FROM article_changes") == [(20, 20)]
    third = "The fire brigade said 15 people were hurt, and “the wind is with us”."
    publish_night(
        tmp_path, [at("pier", third, article=10, file=1), at("sole", article=20, file=1, record_no=2)],
        files=[file_row(1, "harbour-post/feed.jsonl")], now=FIRST_NIGHT + 3 * DAY,
    )  # fmt: skip
    assert [(article, number) for article, number, *_ in published(tmp_path, VERSIONS)] == [(10, 1), (10, 2)]
    steps = "SELECT DISTINCT article_id, from_version, to_version FROM article_changes ORDER BY from_version"
    assert published(tmp_path, steps) == [(10, 1, 2), (10, 2, 3)]


def test_what_is_extracted_anew_is_the_same_text(tmp_path: Path) -> None:
    publish_nights(tmp_path, [pier(NINE)], [pier(TWELVE)])
    before = published(tmp_path, VERSIONS)
    publish_night(tmp_path, [pier(TWELVE)], files=[], now=FIRST_NIGHT + 2 * DAY)
    assert published(tmp_path, "SELECT articles_reprocessed FROM loads ORDER BY load_id DESC LIMIT 1") == [(1,)]
    assert published(tmp_path, VERSIONS) == before


def test_a_page_that_changes_every_night_keeps_its_first_and_its_latest_texts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    most = 4  # so that few nights are enough
    monkeypatch.setattr(article_versions, "KEPT_VERSIONS", most)
    nights = most + 4
    publish_nights(tmp_path, *([pier(NINE.replace("9", str(n + 10)))] for n in range(nights)))
    kept = [1, *range(nights - most + 1, nights)]
    assert published(tmp_path, "SELECT version_no FROM article_versions ORDER BY 1") == [(n,) for n in kept]
    assert published(tmp_path, "SELECT DISTINCT version_no FROM article_version_statements ORDER BY 1") == [
        (n,) for n in kept
    ]
    assert published(tmp_path, "SELECT DISTINCT from_version FROM article_changes ORDER BY 1") == [
        (n,) for n in kept[1:]
    ]


def readings(*texts: str, **other: Any) -> list[Story]:
    """One address, read again as another file each time."""
    return [
        pier(
            text, article=n, url="http://www.post.example/pier/?utm_source=feed", published_on=date(2031, 4, n), **other
        )
        for n, text in enumerate(texts, 1)
    ]


@pytest.mark.parametrize("order", list(permutations(range(3))))
def test_readings_of_one_address_follow_each_other_in_whatever_order_they_come(
    order: tuple[int, ...], tmp_path: Path
) -> None:
    told = readings(NINE, TWELVE, NINE.replace("9", "15"))
    publish_nights(tmp_path, *([told[n]] for n in order))
    assert published(tmp_path, UPDATES) == [(1, 2), (2, 3)]
    assert published(
        tmp_path,
        "SELECT article_id, later_article_id, number_before, number_after FROM article_changes WHERE kind = 'figure' "
        "ORDER BY ALL",
    ) == [(1, 2, "9", "12"), (2, 3, "12", "15")]
    assert published(tmp_path, "SELECT count(*) FROM articles") == [(3,)]


def test_a_reading_with_the_same_text_is_passed_over(tmp_path: Path) -> None:
    publish_nights(tmp_path, readings(NINE, NINE.replace("said ", "said: "), TWELVE, TWELVE))
    assert published(tmp_path, UPDATES) == [(1, 3)]


@pytest.mark.parametrize(
    "other",
    [{"outlet": "Wire"}, {"url": "https://post.example/pier-2"}, {"url": "https://post.example/?id=2"}, {"url": None}],
)
def test_another_outlet_or_address_is_another_article(other: dict[str, Any], tmp_path: Path) -> None:
    first = pier(NINE, url="https://post.example/pier")
    publish_nights(tmp_path, [first], [pier(TWELVE, article=2, **{"url": first.url} | other)])
    assert published(tmp_path, UPDATES) == []


@pytest.mark.parametrize(
    "url",
    [
        "https://post.example/pier#live",
        "http://www.POST.example/pier/".replace("POST", "post"),
        "post.example/pier?fbclid=x1",
    ],
)
def test_an_address_is_one_however_it_was_reached(url: str, tmp_path: Path) -> None:
    publish_nights(tmp_path, [pier(NINE, url="https://post.example/pier")], [pier(TWELVE, article=2, url=url)])
    assert published(tmp_path, UPDATES) == [(1, 2)]


def test_the_front_page_of_a_site_is_no_article(tmp_path: Path) -> None:
    publish_nights(
        tmp_path, *([pier(said, article=n, url="https://post.example/")] for n, said in ((1, NINE), (2, TWELVE)))
    )
    assert published(tmp_path, UPDATES) == []


def test_an_article_that_leaves_takes_its_links_and_changes_along(tmp_path: Path) -> None:
    publish_nights(tmp_path, readings(NINE, TWELVE, NINE.replace("9", "15")))
    copied = file_row(2, "harbour-post/2.txt", "duplicate")
    publish_night(tmp_path, [], files=[copied], now=FIRST_NIGHT + DAY)
    assert published(tmp_path, UPDATES) == [(1, 3)]
    assert published(tmp_path, "SELECT DISTINCT article_id, later_article_id FROM article_changes") == [(1, 3)]
    publish_night(
        tmp_path, [], files=[copied | {"file_id": 3, "path": "harbour-post/3.txt"}], now=FIRST_NIGHT + 2 * DAY
    )
    assert published(tmp_path, UPDATES) == []
    assert published(tmp_path, "FROM article_changes") == []


def test_a_link_whose_texts_stay_is_not_compared_again(tmp_path: Path) -> None:
    publish_nights(tmp_path, readings(NINE, TWELVE))
    later = pier(NINE.replace("9", "15"), article=3, url="https://post.example/pier", published_on=date(2031, 4, 9))
    publish_night(tmp_path, [later], now=FIRST_NIGHT + DAY)
    assert published(tmp_path, UPDATES) == [(1, 2), (2, 3)]
    found = published(
        tmp_path, "SELECT article_id, later_article_id, count(*) FROM article_changes GROUP BY ALL ORDER BY 1"
    )
    assert [row[:2] for row in found] == [(1, 2), (2, 3)]


def test_an_article_with_earlier_texts_that_is_updated_by_another_counts_both(tmp_path: Path) -> None:
    url = "https://post.example/pier"
    publish_nights(
        tmp_path, [pier(NINE, url=url)], [pier(TWELVE, url=url)], [pier(NINE.replace("9", "15"), article=2, url=url)]
    )
    assert published(
        tmp_path,
        "SELECT DISTINCT article_id, from_version, later_article_id, to_version FROM article_changes ORDER BY ALL",
    ) == [(1, 1, 1, 2), (1, 2, 2, 1)]


def test_no_table_of_versions_is_emptied_with_an_article() -> None:
    assert not {"article_versions", "article_version_statements", "article_updates"} & set(replaced_articles.OF_ARTICLE)


def test_a_reader_of_an_article_learns_of_its_other_texts(tmp_path: Path) -> None:
    told = readings(NINE, TWELVE)
    publish_nights(tmp_path, told, [pier(NINE.replace("9", "15"), url=told[0].url, published_on=told[0].published_on)])
    base = layout.published(tmp_path)
    assert base is not None
    first, second = read_article(base, 1), read_article(base, 2)
    assert first is not None
    assert second is not None
    assert (first.earlier_texts, first.earlier_article_id, first.later_article_id) == (1, None, 2)
    assert (second.earlier_texts, second.earlier_article_id, second.later_article_id) == (0, 1, None)
