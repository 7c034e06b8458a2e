import polars as pl

from transforms.annotate.paragraphs import SEEN, annotated_blocks, place_paragraphs


def blocks(*rows: tuple[str, str]) -> pl.DataFrame:
    """The blocks that are annotated of an article with these."""
    found = pl.DataFrame([(1, *row) for row in rows], schema=["article_id", "kind", "text"], orient="row")
    return annotated_blocks(pl.DataFrame({"article_id": [1], "not_annotated": [None]}), found)


def test_articles_that_cannot_be_annotated_have_no_paragraphs():
    articles = pl.DataFrame({"article_id": [1, 2, 3], "not_annotated": [None, "language", None]})
    found = pl.DataFrame(
        {"article_id": [3, 2, 1, 1], "kind": ["body", "body", "ad", "body"], "text": ["a", "b", "c", "d"]}
    )
    assert annotated_blocks(articles, found)["text"].to_list() == ["a", "d"]


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
