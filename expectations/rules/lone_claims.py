"""The check that the largest claim of a load does not rest on one odd sentence: the likeliest place of a false toll."""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.rules.bands import LOAD_ID
from expectations.suites import CheckDefinition

BEFALLING = (
    "killed",
    "wounded",
    "missing",
    "abducted",
    "detained",
    "arrested",
    "displaced",
    "infected",
    "hospitalized",
)
"""Events that befall people, and whose number readers quote first."""
LEAST = 100
"""A smaller toll is news of one place, often told by one outlet."""
TIMES = 10
"""How many times the next claim of its event in the load it must be to stand out: the tolls of wars and of accidents in
one night differ by less, but at the very top."""
SHORTEST, LONGEST, MOST_NUMBERS = 20, 500, 8
"""Characters and numbers of a sentence. What is shorter, longer or has more is seldom prose, but a piece of a table, a
list or a caption."""
UNREAL = (
    "no", "not", "none", "never", "nobody", "neither", "nor", "without", "deny", "denies", "denied", "false", "if",
    "unless", "would", "could", "may", "might", "will", "fear", "feared", "fears", "forecast", "predicted", "scenario",
    "drill", "novel", "film", "game", "plot", "acquitted", "correction",
)  # fmt: skip
"""Words with which something else than the number may be denied or left open. The rules of factuality took the number
for actual all the same, and they err most often there."""


def lone_claim_checks() -> Iterator[CheckDefinition]:
    """Yields the check that warns of a largest claim that one article alone makes, in a sentence of unusual shape."""
    yield CheckDefinition(
        "figures",
        "load.largest_claims_stand",
        f"No claim of the load of {LEAST} people or more, and {TIMES} times the next one of its event, rests on one "
        f"article whose sentence has less than {SHORTEST} or more than {LONGEST} characters, {MOST_NUMBERS} numbers, a "
        "question mark, or a word that may deny it.",
        f"""
        WITH of_load AS (
            SELECT figure_id, event, surface, sentence, coalesce(value_low, value_high) AS value,
                coalesce(copy_of, article_id) AS original_id
            FROM figures JOIN articles USING (article_id)
            WHERE extracted_load_id = {LOAD_ID} AND event IN {BEFALLING}
                AND factuality = 'actual' AND status <> 'denied'
        ), told AS (
            SELECT event, value, min(figure_id) AS figure_id, count(DISTINCT original_id) AS independent_articles,
                arg_min(surface, figure_id) AS surface, arg_min(sentence, figure_id) AS sentence,
                lead(value) OVER (PARTITION BY event ORDER BY value DESC) AS next,
                row_number() OVER (PARTITION BY event ORDER BY value DESC) AS place
            FROM of_load GROUP BY event, value
        )
        SELECT figure_id, event, value, surface, sentence FROM told
        WHERE place = 1 AND independent_articles = 1 AND value >= greatest({LEAST}, {TIMES} * coalesce(next, 0)) AND (
            length(sentence) NOT BETWEEN {SHORTEST} AND {LONGEST}
            OR length(regexp_extract_all(sentence, '[0-9][0-9.,]*')) >= {MOST_NUMBERS}
            OR contains(sentence, '?')
            OR regexp_matches(lower(sentence), '\\b({"|".join(UNREAL)})\\b|n[''’]t\\b'))
        """,
        severity="warn",
    )
