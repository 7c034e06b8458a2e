import polars as pl
import pytest

from transforms.quote_groups import SCHEMA, VARIANTS, group_quotes

FULL = "We will open the old harbour again before the winter, and nobody will lose a boat"
COLUMNS = {
    "quote_id": pl.Int64(), "text": pl.String(), "kind": pl.String(), "speaker_entity_id": pl.Int64(),
    "article_id": pl.Int64(),
}  # fmt: skip


def frame(*quotes: tuple[str, int | None], kind: str = "direct") -> pl.DataFrame:
    """Quotes, text and speaker, each in an article of its own."""
    rows = [(n, text, kind, speaker, n) for n, (text, speaker) in enumerate(quotes, 1)]
    return pl.DataFrame(rows, schema=COLUMNS, orient="row")


def grouped(*quotes: tuple[str, int | None]) -> list[tuple[int, int, str]]:
    return group_quotes(frame(*quotes)).rows()


@pytest.mark.parametrize(
    ("text", "variant"),
    [
        (FULL, "same"),
        (FULL.upper().replace(",", " –"), "same"),
        (FULL.replace("harbour", "harbor"), "respelt"),
        ("nobody will lose a boat", "cut"),
        ("We will open the old harbour … and nobody will lose a boat", "cut"),
        ("We will open the [island's] old harbour again before the winter", "cut"),
        (FULL.replace("nobody", "none"), "misquoted"),
        ("open the old harbour again after the winter and nobody will lose a boat", "misquoted"),
    ],
)
def test_variants_of_one_quotation(text: str, variant: str):
    assert grouped((FULL, 1), (text, 1), (FULL, None)) == [(1, 1, "same"), (2, 1, variant), (3, 1, "same")]


@pytest.mark.parametrize(
    "other",
    [
        "We will close the new school for good after the summer, and somebody will pay for it",
        "nobody else will ever lose a boat",
        "and nobody … will open the old harbour",
        "… [laughs] …",
    ],
)
def test_other_words_are_another_quotation(other: str):
    assert grouped((FULL, 1), (other, 1)) == []


@pytest.mark.parametrize(
    ("text", "speakers", "found"),
    [
        ("We are ready", (1, 1), True),
        ("We are ready", (1, 2), False),
        ("We are ready", (1, None), False),
        ("We are ready", (None, None), False),
        ("We are ready for the storm", (1, None), True),
        ("We are ready for the storm", (None, None), True),
        ("We are ready for the storm", (1, 2), False),
        (FULL, (1, 2), True),
    ],
)
def test_fewer_words_need_the_same_speaker(text: str, speakers: tuple[int | None, int | None], found: bool):
    assert bool(grouped(*((text, speaker) for speaker in speakers))) == found


def test_few_words_cut_out_of_a_quotation_need_its_speaker():
    assert grouped((FULL, 1), ("lose a boat", 1)) == [(1, 1, "same"), (2, 1, "cut")]
    assert grouped((FULL, 1), ("lose a boat", 2), ("lose a boat", None)) == []


def test_commonplace_cut_out_of_two_quotations_does_not_make_them_one():
    first = "I have said it before, we have nothing at all to hide from the people of this island"
    second = "Let them come and look at every book, because we have nothing at all to hide"
    found = grouped((first, 1), (second, 1), ("we have nothing at all to hide", 1), (first, 1), (second, 1))
    keys = {quote_id: key for quote_id, key, _ in found}
    assert keys[1] == keys[4] != keys[2] == keys[5]


def test_quotation_of_one_article_is_no_group():
    quotes = frame((FULL, 1), (FULL, 1)).with_columns(article_id=pl.lit(7, pl.Int64()))
    assert group_quotes(quotes).is_empty()


def test_reported_speech_is_left_out():
    assert group_quotes(frame((FULL, 1), (FULL, 1), kind="indirect")).is_empty()


def test_order_of_the_rows_does_not_matter():
    quotes = frame(
        (FULL, 1), ("nobody will lose a boat", None), (FULL.replace("old", "little"), 2), ("We are ready", 3),
        ("We are ready", 3), ("We will open the old harbour … a boat", 1),
    )  # fmt: skip
    expected = group_quotes(quotes)
    for seed in range(5):
        assert group_quotes(quotes.sample(fraction=1, shuffle=True, seed=seed)).equals(expected)


def test_frame_keeps_to_its_schema():
    empty = group_quotes(frame())
    assert empty.schema == SCHEMA
    assert empty.is_empty()
    assert set(group_quotes(frame((FULL, 1), (FULL, 2)))["variant"]) <= set(VARIANTS)
