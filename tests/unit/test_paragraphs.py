import polars as pl

from transforms.paragraphs import SEEN, place_paragraphs


def blocks(*rows: tuple[str, str]) -> pl.DataFrame:
    return pl.DataFrame(rows, schema=["kind", "text"], orient="row")


def test_a_paragraph_is_annotated_once_a_night():
    seen = pl.DataFrame(schema=SEEN)
    first, first_places, seen = place_paragraphs(
        blocks(("body", "a"), ("ad", "x"), ("body", "b"), ("caption", "a")), seen, 0
    )
    second, second_places, seen = place_paragraphs(blocks(("body", "b"), ("body", "c"), ("headline", "a")), seen, 1)
    assert first["text"].to_list() == ["a", "b"]
    assert first_places.rows() == [(0, 0), (0, 1), (0, 0)]
    assert second["text"].to_list() == ["c"]
    assert second_places.rows() == [(0, 1), (1, 0), (0, 0)]
    assert seen.height == 3


def test_a_batch_of_boilerplate_needs_nothing():
    fresh, places, seen = place_paragraphs(blocks(("ad", "x")), pl.DataFrame(schema=SEEN), 0)
    assert fresh.is_empty()
    assert places.is_empty()
    assert seen.is_empty()
