"""The values that columns of the warehouse may have."""

BODY_KINDS = ("headline", "summary", "body")
"""Content that stands in `articles.body`."""
PROSE_KINDS = ("summary", "body")
"""What an article tells; by these words copies are found. A headline is the desk's own."""
BESIDE_TEXT_KINDS = ("caption", "embed", "correction")
"""Content that is set beside the running text, and neither continues nor interrupts it: the texts of pictures, posts of
networks that the text does not speak of, corrections and editor's notes."""
CONTENT_KINDS = (*BODY_KINDS, "byline", *BESIDE_TEXT_KINDS)
"""Content; entities, figures and quotes come from these blocks only."""
BOILERPLATE_KINDS = ("ad", "promo", "related", "source", "share", "nav", "comments", "legal", "other")

COMPRESSIONS = ("gzip", "zstd", "lz4")
SEVERITIES = ("block", "warn")
ENTITY_KINDS = ("PERSON", "ORG", "PLACE", "GROUP")
JUDGEMENTS = ("same", "different", "unsure")
LINK_METHODS = ("review", "alias", "spelling", "short_form", "initials")
"""How two names were compared: by a person (`review`), or by the rule of `transforms.resolve` with this name."""
BOUNDS = ("exact", "more_than", "at_least", "less_than", "at_most", "approximate", "range", "vague")
EVENTS = (
    "killed", "wounded", "abducted", "detained", "released", "displaced", "missing", "deployed", "attacked",
    "arrested", "population", "paid", "changed", "infected", "hospitalized", "tested", "vaccinated", "evacuated",
    "rescued", "laid_off", "fined", "sentenced", "raised",
)  # fmt: skip
MEASURES = ("stock", "total", "increment", "rate")
PARTS_OF_FIGURES = (
    "number", "bound", "unit", "counted", "measured", "event", "factuality", "actor", "target", "place", "claimant",
    "status", "as_of", "background", "measure",
)  # fmt: skip
AS_OF_SOURCES = ("sentence", "period", "until_now", "article")
FIGURE_STATUSES = ("asserted", "claimed", "denied", "disputed")
CLAIMANT_KINDS = ("source", "publisher")
FACTUALITIES = ("actual", "negated", "possible", "predicted", "hypothetical")
"""Whether it happened, as the article tells it; the term is FactBank's (Saurí and Pustejovsky, 2009)."""
PLACE_SOURCES = ("sentence", "dateline", "headline", "story")
PLACE_TYPES = ("country", "region", "town")
"""What the gazetteer has under the name of a place; a region is a first-level division of a country."""
PLACES_OF_ARTICLES = ("dateline", "headline", "body")
"""Where the place of an article stands, the surest first."""
TEXT_QUALITY_REASONS = ("broken_characters", "tokenised", "cut", "machine_table")
_REASON = f"(?:{'|'.join(TEXT_QUALITY_REASONS)})"
TEXT_QUALITIES = f"{_REASON}(?:, {_REASON})*"
"""Pattern of one or several of them."""
QUOTE_KINDS = ("direct", "partial", "indirect")
GENDERS = ("female", "male")
VARIANTS = ("same", "spelling", "cut", "changed")
STATEMENT_KINDS = ("figure", "quote")
STANCES = ("says", "claims", "denies", "warns", "urges", "promises", "asks", "praises", "criticises")
LOAD_MEASURE_NAMES = (
    "articles", "mentions_per_article", "figures_per_article", "quotes_per_article", "figures_without_claimant",
    "figures_without_noun", "articles_without_day", "articles_copied", "articles_not_english",
)  # fmt: skip
EARLIEST, LATEST = "DATE '1700-01-01'", "DATE '2100-01-01'"
"""Earliest and latest day allowed: no article, and no claim in one, is of another day, so it is a misread number."""
SET_ASIDE_REASONS = ("too_slow", "too_much_memory", "crashes_worker", "extraction_failed", "quarantined")
"""Reasons of rejections that lie in how the code takes an article: another version of it tries the file again."""
