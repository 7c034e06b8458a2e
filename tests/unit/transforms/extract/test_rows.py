from dataclasses import replace
from datetime import date

import polars as pl
import pytest

from tests.article import article
from transforms.annotate.spacy_docs import annotate, docs
from transforms.extract import rows
from transforms.extract.figures.find import find_figures
from transforms.extract.rows import EXTRACTED, PLACES, assemble, extract_articles
from transforms.strip.articles import strip_articles
from warehouse.schema.tables.stages import ARTICLES_READ, BATCH_FRAMES


def test_every_row_leads_back_to_its_characters():
    lines = [
        "Anna Berg, the mayor of Oslo, said on Monday that at least 12 people had been killed in the flood.",
        "“We will rebuild,” she said.",
    ]
    found = extract_articles([article(*lines, published_on=date(2026, 3, 4))])
    text = "\n".join(lines)
    for name, column in (("mentions", "surface"), ("figures", "surface"), ("quotes", "text")):
        assert found[name].height
        for start, end, written in found[name].select("raw_start", "raw_end", column).iter_rows():
            assert text[start:end] == written
    assert found["figures"]["as_of"].to_list() == [date(2026, 3, 2)]
    assert found["figures"]["as_of_source"].to_list() == ["sentence"]


def test_a_figure_leads_to_the_one_that_it_is_a_part_of(monkeypatch):
    article_of_figures = article("Of 12 men, 5 were clerks and 3 were cooks.")
    found = find_figures(article_of_figures, [], [], [])
    wholes = [None, (0, 3), (0, 99)]  # the last is no figure
    parts = [replace(figure, part_of=whole) for figure, whole in zip(found, wholes, strict=True)]
    monkeypatch.setattr(rows, "find_figures", lambda *_: parts)
    read = extract_articles([article_of_figures])["figures"]
    assert read["part_of_figure_id"].to_list() == [None, 1, None]


def test_without_articles_the_frames_keep_their_columns():
    frames = {name: BATCH_FRAMES[name] for name in EXTRACTED} | {"places": PLACES}
    assert {name: frame.schema for name, frame in extract_articles([]).items()} == frames


RAW = "Anna Berg wins the vote in Oslo\n\nAnna Berg won the vote in Oslo on Sunday by a wide margin, officials said.\n"


def prepared() -> tuple[pl.DataFrame, pl.DataFrame]:
    schema = {"article_id": pl.Int64(), **ARTICLES_READ}
    return strip_articles(pl.DataFrame([{"article_id": 5, "raw_text": RAW}], schema=schema), {}, latest=date.max)


def test_assembled_articles_hold_their_content_blocks():
    articles, blocks = prepared()
    packed = annotate(blocks["text"].to_list())
    (one,) = assemble(articles, blocks, list(docs(packed, range(blocks.height))), {})
    assert one.article_id == 5
    assert [RAW[p.raw_start : p.raw_start + len(p.text)] for p in one.paragraphs] == [p.text for p in one.paragraphs]


def test_annotation_of_another_text_is_refused():
    articles, blocks = prepared()
    packed = annotate([text + "!" for text in blocks["text"]])
    with pytest.raises(ValueError, match=r"article 5.*another text"):
        list(assemble(articles, blocks, list(docs(packed, range(blocks.height))), {}))


def test_an_article_has_the_country_of_its_outlet():
    articles, blocks = prepared()
    read = list(docs(annotate(blocks["text"].to_list()), range(blocks.height)))
    of_echo = articles.with_columns(outlet=pl.lit("Echo"))
    assert [one.country for one in assemble(of_echo, blocks, read, {"Echo": "IE"})] == ["IE"]
    assert [one.country for one in assemble(of_echo, blocks, read, {})] == [None]


def test_a_bare_body_has_one_name_in_all_articles_of_its_state():
    lines = ("Republicans said that Congress would vote.", "An aide in the White House called Congress slow.")
    found = extract_articles([replace(article(line), article_id=n) for n, line in enumerate(lines, 1)])
    congress = found["appearances"].filter(pl.col("name").str.contains("Congress"))
    assert congress.select("article_id", "name_key", "is_short", "kind").rows() == [
        (1, "us congress", False, "ORG"),
        (2, "us congress", False, "ORG"),
    ]
