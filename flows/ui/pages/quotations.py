"""Quotations: who said what, and one with all its variants."""

from datetime import date
from difflib import SequenceMatcher
from typing import Annotated, Any, Final

from fastapi import APIRouter, Query
from fastapi.responses import Response
from markupsafe import Markup, escape

from flows.ui.drawings import outlets_in_time
from flows.ui.recent_days import recent_days
from flows.ui.templating import visible
from flows.ui.view import AView, Id, PageNumber

router = APIRouter()

MOST_WORDS: Final = 600
"""Words of a quotation up to which its variants are compared word by word, which takes the square of them."""


@router.get("/quotations")
def quotations(
    view: AView,
    q: Annotated[str, Query(max_length=200)] = "",
    speaker: Annotated[str, Query(max_length=200)] = "",
    outlet: Annotated[str, Query(max_length=200)] = "",
    gender: Annotated[str, Query(pattern="^(|female|male)$")] = "",
    since: date | None = None,
    until: date | None = None,
    page: PageNumber = 1,
) -> Response:
    """Direct and partial quotations, the latest first, copies left out; without days asked for, of the last ones."""
    if since is None and until is None:
        since = recent_days(view).first
    asked = {"q": q, "speaker": speaker, "outlet": outlet, "gender": gender, "since": since, "until": until}
    values: dict[str, Any] = {name: str(value) if value else None for name, value in asked.items()}
    return view.render(
        "quotations.html",
        filters=asked,
        outlets=view.outlets(),
        quotes=view.table("quotes", _QUOTES, keys=_KEYS, page=page, **values),
        speakers=view.table("speakers", _SPEAKERS, limit=20, **values),
        repeated=view.table("repeated", _REPEATED, limit=12, **values),
    )


@router.get("/quotation/{quote_id}")
def quotation(view: AView, quote_id: Id) -> Response:
    """One quotation: its words, who says them, and how other articles quote them."""
    said = view.one(f"Quotation {quote_id}", _QUOTE, id=quote_id)
    group = view.rows("SELECT quote_group_id FROM quote_variants WHERE quote_id = $id", id=quote_id)
    asked: dict[str, Any] = {"id": quote_id, "group": group[0]["quote_group_id"] if group else None}
    variants = view.table("variants", _VARIANTS, keys=_VARIANT_IDS, limit=200, **asked)
    everywhere = sorted([said, *variants.rows], key=lambda row: (row["published_on"] or date.max, row["article_id"]))
    return view.render(
        "quotation.html",
        quote=said,
        variants=variants,
        in_time=outlets_in_time(everywhere),
        differences=[differences(said["text"], row["text"]) for row in variants.rows],
        claims=view.table("figures", _FIGURES, id=quote_id),
    )


def differences(text: str, other: str) -> Markup:
    """Returns a text with the words that another one has in their place: `<del>` is in the first one only."""
    left, right = visible(text).split(), visible(other).split()
    if len(left) + len(right) > MOST_WORDS:
        return escape(" ".join(right))
    made = []
    for change, start, end, other_start, other_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        if change == "equal":
            made.append(escape(" ".join(left[start:end])))
        else:
            gone, new = " ".join(left[start:end]), " ".join(right[other_start:other_end])
            made += [Markup("<del>{}</del>").format(gone)] if gone else []
            made += [Markup("<ins>{}</ins>").format(new)] if new else []
    return Markup(" ").join(made)


_FILTERED: Final = """
FROM quotes JOIN articles USING (article_id) LEFT JOIN entities ON entity_id = speaker_entity_id
WHERE quotes.kind <> 'indirect' AND copy_of IS NULL
    AND ($since::DATE IS NULL OR published_on >= $since::DATE)
    AND ($until::DATE IS NULL OR published_on <= $until::DATE)
    AND ($q IS NULL OR contains(lower(text), lower($q)))
    AND ($speaker IS NULL OR contains(lower(coalesce(name, speaker)), lower($speaker)))
    AND ($outlet IS NULL OR outlet = $outlet)
    AND ($gender IS NULL OR speaker_gender = $gender)
"""

_KEYS: Final = f"""
SELECT quote_id {_FILTERED.strip()}
ORDER BY published_on DESC NULLS LAST, article_id, quote_id
"""

_QUOTES: Final = """
SELECT quote_id, text, coalesce(name, speaker) AS speaker, speaker_entity_id, speaker_gender, cue, stance, published_on,
    outlet, article_id, headline
FROM quotes JOIN articles USING (article_id) LEFT JOIN entities ON entity_id = speaker_entity_id
WHERE quote_id IN ($keys)
ORDER BY published_on DESC NULLS LAST, article_id, quote_id
"""

_SPEAKERS: Final = f"""
SELECT speaker_entity_id, coalesce(name, speaker) AS speaker, count(*) AS quotations
{_FILTERED.strip()} AND speaker IS NOT NULL
GROUP BY ALL ORDER BY quotations DESC, speaker, speaker_entity_id
"""

_REPEATED: Final = """
SELECT min(quote_id) AS quote_id, any_value(quote_groups.text) AS text, count(DISTINCT article_id) AS articles,
    count(DISTINCT outlet) AS outlets, count(*) FILTER (variant IN ('spelling', 'changed')) AS changed
FROM quote_groups JOIN quote_variants USING (quote_group_id) JOIN quotes USING (quote_id)
JOIN articles USING (article_id)
WHERE ($since::DATE IS NULL OR published_on >= $since::DATE)
    AND ($until::DATE IS NULL OR published_on <= $until::DATE)
GROUP BY quote_group_id ORDER BY outlets DESC, articles DESC, quote_id
"""

_QUOTE: Final = """
SELECT quote.*, article.story_id, quotes.raw_start, quotes.raw_end, blocks.text AS block
FROM marts.quotes_with_source AS quote JOIN quotes USING (quote_id) JOIN blocks USING (block_id)
JOIN articles AS article ON article.article_id = quote.article_id
WHERE quote_id = $id
"""

_VARIANT_IDS: Final = """
SELECT quote_id FROM quote_variants WHERE quote_group_id = $group AND quote_id <> $id ORDER BY quote_id
"""

_VARIANTS: Final = """
SELECT quote_id, variant, text, coalesce(speaker_name, speaker) AS speaker, speaker_entity_id, outlet, headline,
    published_on, is_copy, article_id
FROM marts.quotation_variants JOIN (SELECT article_id, headline FROM articles) USING (article_id)
WHERE quote_id IN ($keys)
ORDER BY quote_id
"""

_FIGURES: Final = """
SELECT figure_id, surface, event, counted FROM figures WHERE quote_id = $id ORDER BY figure_id
"""
