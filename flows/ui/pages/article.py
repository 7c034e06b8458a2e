"""One article: what was kept and what was removed of it, with names, figures and quotations marked."""

from typing import Annotated, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response

from flows.ui.article_text import MarkedSpan, mark_block
from flows.ui.view import AView, Id, PageNumber
from warehouse.schema.tables.values import CONTENT_KINDS

router = APIRouter()

BLOCKS: Final = 400
"""Blocks on one page; few articles have more."""

SPANS: Final = 20_000
"""Most names, figures and quotations that are marked on one page."""


@router.get("/article/{article_id}")
def article(
    view: AView,
    article_id: Id,
    show: Annotated[str, Query(pattern="^(kept|all)$")] = "kept",
    page: PageNumber = 1,
) -> Response:
    """One article, block by block."""
    told = view.one(f"Article {article_id}", _ARTICLE, id=article_id)
    blocks = view.table("blocks", _BLOCKS, limit=BLOCKS, page=page, id=article_id, all=int(show == "all"))
    found: list[MarkedSpan] = []
    if blocks.rows:
        first, last = blocks.rows[0]["raw_start"], blocks.rows[-1]["raw_end"]
        spans = view.rows(_SPANS, limit=SPANS, id=article_id, first=first, last=last)
        found = [MarkedSpan(row["kind"], row["target"], row["raw_start"], row["raw_end"]) for row in spans]
    return view.render(
        "article.html",
        article=told,
        show=show,
        blocks=blocks,
        texts=[
            mark_block(row["text"], row["raw_start"], [span for span in found if span.start < row["raw_end"]])
            for row in blocks.rows
        ],
        removed=view.table("removed", _REMOVED, id=article_id),
        changes=view.table("changes", _CHANGES, limit=200, id=article_id),
        copies=view.table("copies", _COPIES, id=article_id),
        figures=view.table("figures", _FIGURES, limit=200, id=article_id),
        quotes=view.table("quotes", _QUOTES, limit=200, id=article_id),
    )


_ARTICLE: Final = """
SELECT article.article_id, article.headline, article.outlet, article.published_on, article.published_on_source,
    article.byline, article.url, article.language, article.not_annotated, article.text_quality, article.word_count,
    article.unconfirmed_publisher, article.story_id, story.headline AS story_headline, article.copy_of,
    original.outlet AS original_outlet,
    original.headline AS original_headline, article.place_entity_id, place.name AS place, article.place_source,
    files.path, article.record_no, article.member
FROM articles AS article JOIN files USING (file_id)
LEFT JOIN stories AS story ON story.story_id = article.story_id
LEFT JOIN articles AS original ON original.article_id = article.copy_of
LEFT JOIN entities AS place ON place.entity_id = article.place_entity_id
WHERE article.article_id = $id
"""

_KEPT: Final = f"kind IN {CONTENT_KINDS}"

_BLOCKS: Final = f"""
SELECT block_id, block_no, kind, rule, confidence, {_KEPT} AS is_kept, raw_start, raw_end, text FROM blocks
WHERE article_id = $id AND ($all = 1 OR {_KEPT}) ORDER BY block_no
"""

_REMOVED: Final = f"""
SELECT kind, rule, count(*) AS blocks, sum(length(text))::BIGINT AS characters FROM blocks
WHERE article_id = $id AND NOT ({_KEPT}) GROUP BY ALL ORDER BY blocks DESC, kind, rule
"""

_SPANS: Final = """
SELECT 'name' AS kind, entity_id AS target, raw_start, raw_end FROM mentions
WHERE article_id = $id AND entity_id IS NOT NULL AND raw_start BETWEEN $first AND $last
UNION ALL
SELECT 'figure', figure_id, raw_start, raw_end FROM figures
WHERE article_id = $id AND raw_start BETWEEN $first AND $last
UNION ALL
SELECT 'quote', quote_id, raw_start, raw_end FROM quotes
WHERE article_id = $id AND kind <> 'indirect' AND raw_start BETWEEN $first AND $last
"""

_CHANGES: Final = """
SELECT kind, change, text_before, text_after, number_before, number_after, from_version, to_version, load_id
FROM marts.article_changes WHERE article_id = $id OR later_article_id = $id
ORDER BY load_id, from_version, change_no
"""

_COPIES: Final = """
SELECT article_id, outlet, headline, published_on FROM articles WHERE copy_of = $id
ORDER BY published_on NULLS LAST, article_id
"""

_FIGURES: Final = """
SELECT figure_id, surface, event, counted, claimant, status, factuality, as_of, place, sentence
FROM marts.figures_with_source WHERE article_id = $id ORDER BY figure_id
"""

_QUOTES: Final = """
SELECT quote_id, kind, speaker, speaker_entity_id, cue, text FROM marts.quotes_with_source WHERE article_id = $id
ORDER BY quote_id
"""
