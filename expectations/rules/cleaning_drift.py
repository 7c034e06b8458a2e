"""Checks of what cleaning took out of each outlet's pages against recent loads, and of the counts it is told by.

Where an outlet changes the template of its pages, the rules of `transforms.strip` may no longer know its boilerplate
(adverts, links, menus), or take the text for it. Then the shares of kinds of blocks differ from those of the month.
"""

# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.rules.bands import (
    DEVIATIONS,
    LIKE_DEVIATION,
    LOAD_ID,
    MIN_LOADS,
    RATE_SLACK,
    RATE_SLACK_OF_ONE,
    RECENT_LOADS,
    SHARE_SLACK,
    SHARE_SLACK_OF_ONE,
)
from expectations.suites import CheckDefinition
from warehouse.schema.tables.outlets import IS_OF_OUTLET, LINE, LINE_CHARACTERS
from warehouse.schema.tables.values import BODY_KINDS, BOILERPLATE_KINDS

MIN_ARTICLES_OF_OUTLET = 5
"""Articles of an outlet that a load needs before its shares say something about its template: a small site's night."""
DRIFT_LINES = 3
"""Lines shown for an outlet: enough to recognise a template."""
DRIFT_OUTLETS = 5
"""Outlets named in one line; the details name more."""

LENGTH = "length"
"""Stands in the column `kind` for the measure "blocks per article", which has no kind."""


def strip_drift_checks() -> Iterator[CheckDefinition]:
    """Yields the check that warns of outlets whose pages were cleaned otherwise than usual, with lines of them."""
    yield CheckDefinition(
        "articles",
        "load.strip_in_band",
        "Of each outlet's articles, the share of characters removed and each kind's share of blocks are as usual: off "
        f"the median of recent loads by {SHARE_SLACK} at most, {SHARE_SLACK_OF_ONE} / √articles, or {DEVIATIONS} "
        f"deviations; and so are blocks per article: off by {RATE_SLACK} times the median, {RATE_SLACK_OF_ONE} / "
        f"√articles times, or {DEVIATIONS} deviations; once {MIN_LOADS} loads had {MIN_ARTICLES_OF_OUTLET} "
        "articles.",
        f"""
        {_DRIFT}, texts AS (
            SELECT outlet, left(min(text), {LINE_CHARACTERS}) AS text, count(DISTINCT article_id) AS articles
            FROM drifted JOIN moved USING (outlet)
            JOIN (SELECT article_id, outlet FROM articles WHERE load_id = {LOAD_ID}) USING (outlet)
            JOIN blocks USING (article_id)
            WHERE CASE WHEN by_rule THEN blocks.kind = rule_kind AND blocks.rule = moved.rule
                WHEN drifted.kind = '{LENGTH}' THEN blocks.kind = 'body' AND length(text) <= {LINE_CHARACTERS}
                ELSE blocks.kind IN {BODY_KINDS} AND length(text) <= {LINE_CHARACTERS} END
            GROUP BY outlet, by_rule, drifted.kind, drifted.articles, {LINE}
            HAVING by_rule OR count(DISTINCT article_id) > if(drifted.kind = '{LENGTH}', drifted.articles / 2, 1)
        ), examples AS (
            SELECT outlet, list(text ORDER BY articles DESC, text)[:{DRIFT_LINES}] AS lines FROM texts GROUP BY outlet
        )
        SELECT outlet, articles, {_MEASURE} AS measure, round(value, 3) AS value, round(usual, 3) AS usual,
            round(band, 3) AS band, rule_kind, rule, round(rule_value, 3) AS rule_value,
            round(rule_usual, 3) AS rule_usual, lines
        FROM drifted JOIN moved USING (outlet) LEFT JOIN examples USING (outlet)
        """,
        f"""
        {_DRIFT}
        SELECT concat(count(*), ' of ', (SELECT count(DISTINCT outlet) FROM held), ' outlets',
            ': ' || array_to_string(list(concat(left(outlet, 60), ', ', {_MEASURE}, ' ', round(value, 2), ', usually ',
                round(usual, 2), ', most by ', rule) ORDER BY outlet)[:{DRIFT_OUTLETS}], '; '))
        FROM drifted JOIN moved USING (outlet)
        """,
        "warn",
    )


def outlet_line_checks() -> Iterator[CheckDefinition]:
    """Yields the check that the counts of each outlet's lines took in the lines of this load."""
    yield CheckDefinition(
        "outlet_lines",
        "rule.counts_lines_of_the_load",
        "The lines of this load's articles with lines_counted, and no others, are met last in it, in as many or more.",
        f"""
        WITH held AS (
            SELECT outlet, {LINE} AS line,
                count(DISTINCT article_id) AS of_load
            FROM blocks JOIN articles USING (article_id)
            WHERE lines_counted AND articles.load_id = {LOAD_ID} AND length(text) <= {LINE_CHARACTERS}
            GROUP BY ALL
        )
        SELECT outlet, line, articles, coalesce(of_load, 0) AS of_load
        FROM held FULL JOIN (FROM outlet_lines WHERE last_load_id = {LOAD_ID}) USING (outlet, line)
        WHERE of_load IS NULL OR articles IS NULL OR articles < of_load
        """,
    )


def outlet_rule_checks() -> Iterator[CheckDefinition]:
    """Yields the check that the counts of blocks by outlet, kind and rule are those of this load's blocks."""
    key = "outlet, kind, rule"
    yield CheckDefinition(
        "outlet_rules",
        "rule.counts_blocks",
        "Those of this load are the sums over its blocks.",
        f"""
        WITH of_load AS (
            SELECT article_id, outlet, count(*) OVER (PARTITION BY outlet) AS of_articles
            FROM articles WHERE load_id = {LOAD_ID} AND {IS_OF_OUTLET}
        ), found AS (
            SELECT {key}, count(DISTINCT article_id)::INTEGER AS articles, count(*)::INTEGER AS blocks,
                sum(length(text))::BIGINT AS characters, of_articles::INTEGER AS of_articles
            FROM blocks JOIN of_load USING (article_id) GROUP BY ALL
        ), counted AS (SELECT * EXCLUDE (load_id) FROM outlet_rules WHERE load_id = {LOAD_ID})
        SELECT {LOAD_ID} AS load_id, *, 'counted' AS is FROM (FROM counted EXCEPT FROM found)
        UNION ALL SELECT {LOAD_ID}, *, 'found' FROM (SELECT * FROM found EXCEPT SELECT * FROM counted)
        """,
    )


_DRIFT = f"""
    WITH of_loads AS (
        SELECT outlet, load_id, max(of_articles) AS articles, sum(blocks) AS blocks, sum(characters) AS characters,
            row_number() OVER (PARTITION BY outlet ORDER BY load_id DESC) AS no
        FROM outlet_rules
        WHERE load_id <= {LOAD_ID} AND outlet IN (SELECT outlet FROM outlet_rules WHERE load_id = {LOAD_ID})
        GROUP BY outlet, load_id HAVING max(of_articles) >= {MIN_ARTICLES_OF_OUTLET}
        QUALIFY no <= {RECENT_LOADS} + 1
    ), compared AS (
        SELECT * FROM of_loads
        QUALIFY max(load_id) OVER (PARTITION BY outlet) = {LOAD_ID}
            AND count(*) OVER (PARTITION BY outlet) > {MIN_LOADS}
    ), amounts AS (
        SELECT outlet, load_id, '' AS kind, '' AS rule,
            coalesce(sum(r.characters) FILTER (kind IN {BOILERPLATE_KINDS}), 0) / any_value(c.characters) AS share
        FROM outlet_rules r JOIN compared c USING (outlet, load_id) GROUP BY outlet, load_id
        UNION ALL
        SELECT outlet, load_id, kind, coalesce(rule, ''), sum(r.blocks) / any_value(c.blocks)
        FROM outlet_rules r JOIN compared c USING (outlet, load_id)
        GROUP BY GROUPING SETS ((outlet, load_id, kind), (outlet, load_id, kind, rule))
        UNION ALL
        SELECT outlet, load_id, '{LENGTH}', '',
            blocks / articles / median(blocks / articles) FILTER (load_id <> {LOAD_ID}) OVER (PARTITION BY outlet)
        FROM compared
    ), held AS (
        SELECT outlet, any_value(articles) FILTER (load_id = {LOAD_ID}) AS articles, kind, rule,
            max(coalesce(share, 0)) FILTER (load_id = {LOAD_ID}) AS value,
            median(coalesce(share, 0)) FILTER (load_id <> {LOAD_ID}) AS usual,
            mad(coalesce(share, 0)) FILTER (load_id <> {LOAD_ID}) AS deviation
        FROM (SELECT DISTINCT outlet, kind, rule FROM amounts)
        JOIN compared USING (outlet) LEFT JOIN amounts USING (outlet, load_id, kind, rule)
        GROUP BY outlet, kind, rule
    ), drifted AS (
        SELECT outlet, articles, kind, value, usual,
            greatest(if(kind = '{LENGTH}', {RATE_SLACK}, {SHARE_SLACK}),
                if(kind = '{LENGTH}', {RATE_SLACK_OF_ONE}, {SHARE_SLACK_OF_ONE}) / sqrt(articles),
                {DEVIATIONS} * {LIKE_DEVIATION} * deviation) AS band
        FROM held WHERE rule = '' AND abs(value - usual) > band
        QUALIFY row_number() OVER (PARTITION BY outlet ORDER BY abs(value - usual) / band DESC, kind) = 1
    ), moved AS (
        SELECT outlet, h.kind AS rule_kind, h.rule, h.value AS rule_value, h.usual AS rule_usual,
            d.kind <> '{LENGTH}' AND h.value > h.usual AS by_rule
        FROM drifted d JOIN held h USING (outlet)
        WHERE h.rule <> '' AND CASE WHEN d.kind = '{LENGTH}' THEN true
            WHEN d.kind IN ('', 'body') THEN h.kind NOT IN {BODY_KINDS} ELSE h.kind = d.kind END
        QUALIFY row_number() OVER (PARTITION BY outlet ORDER BY abs(h.value - h.usual) DESC, h.kind, h.rule) = 1
    )"""
"""SQL, the common table expressions behind `load.strip_in_band`; each outlet that gave this load enough articles is
compared with its own earlier loads.

- `amounts`: shares by outlet and load: of characters removed (no kind, no rule), of blocks of each kind (no rule), of
  blocks of each rule; and in place of a kind `LENGTH`, blocks per article in times the median of the earlier loads.
- `held`: each of these in this load, beside the median and deviation of the earlier ones.
- `drifted`: of each outlet whose shares lie outside their bands, the one that lies farthest out.
- `moved`: the rule that explains it best. Boilerplate that no rule knows any more becomes body, so a rule of the body
  explains nothing, unless articles grow by lines that no rule ever knew. `by_rule` says whether the blocks of that rule
  are the example to show; otherwise, as where a rule finds less than it did, lines of the body are shown.
"""

_MEASURE = f"""CASE kind WHEN '' THEN 'characters removed' WHEN '{LENGTH}' THEN 'blocks per article in times the usual'
    ELSE 'blocks of kind ' || kind END"""
"""SQL for the name of the measure that drifted, for people."""
