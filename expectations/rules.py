"""Rules across tables: what no single declaration in `warehouse.tables` can say.

Offsets count characters. DuckDB's `substring` and `length` do so as well (`substring_grapheme` does not), which makes
them agree with Python on any text.
"""
# ruff: noqa: S608  # every part of the SQL is written in this project

from collections.abc import Iterator

from expectations.suites import Check
from warehouse.tables import (
    BODY_KINDS,
    BOILERPLATE_KINDS,
    CONTENT_KINDS,
    LINE,
    LINE_CHARACTERS,
    MENTIONS,
    TABLES,
    Table,
)

PAGE, WINDOW = 65536, 2048
"""Characters. `substring` walks to its start from the front of the text, so cutting n spans out of one long article
would take quadratic time. They are cut out of windows of twice `WINDOW` instead, and these out of pages."""

WHITE_SPACE = r"[\t-\r\x1c-\x20\x{85}\p{Z}]"
"""The characters for which Python's `str.isspace` holds; RE2's own `\\s` knows ASCII only."""

MIN_DAYS = 5
"""Earlier days with articles from which on their median says what is usual."""
RECENT_DAYS = 30
VOLUME_BAND = (0.2, 5)
"""Times the median that a day may have; weekends and big news stay well inside."""
DAY_BEGINS = 23
"""Hours before a load from which on the loads of its own day are counted with it: the night before began 24 hours ago,
give or take, and a load by hand at noon brings a file or two."""
VOLUME_SLACK = 50
"""Articles more or less than the median that are never remarkable: the ratio of two small counts says nothing."""

MIN_ARTICLES = 20
"""Articles of a load from which on a share of them says something about the load."""
MAX_SHARE_WITHOUT_BODY = 0.2
"""Single pages are empty (galleries, videos); a fifth of a night means that a template was misread."""
MAX_SHARE_REMOVED = 0.8
"""Pages with long lists of teasers lose half of their characters; a whole night above this lost its articles."""

MIN_ARTICLES_OF_OUTLET = 5
"""Articles of an outlet in a load from which on its shares say something about its template; a small site's night."""
MIN_LOADS = 5
"""Earlier loads of an outlet with that many articles from which on their median says what is usual."""
RECENT_LOADS = 30
"""A month of nights: half of it after a template changed, the new shares are the usual ones."""
STRIP_SLACK = 0.15
"""Of a share: days differ so much by what is in the news (long reports, lists of results), whatever the template."""
STRIP_SLACK_OF_ONE = 0.6
"""The same for a single article, four standard deviations of its share; for n articles divided by the root of n. In
simulated nights of mixed articles it takes the false alarms from 0.7 % of an outlet's nights to 0.1 %."""
LENGTH_SLACK, LENGTH_SLACK_OF_ONE = 0.35, 3
"""The same of blocks per article, in times the usual. Days of long or short news differ by a third; the blocks of one
article, live pages among briefs, have a standard deviation of some 0.6 of their mean, and a long tail upwards. In the
simulated nights this adds one false alarm in some 2,000 of an outlet's nights."""
STRIP_DEVIATIONS = 4
"""Standard deviations between loads that are never remarkable: some fifteen shares of each outlet are looked at.
Without this the same nights alarm in 4 % of cases."""
LIKE_DEVIATION = 1.4826
"""Times the median absolute deviation, to compare with a standard deviation."""
DRIFT_LINES = 3
"""Lines shown for an outlet: enough to recognise a template."""
DRIFT_OUTLETS = 5
"""Outlets named in one line; the details name more."""

MIX_SLACK, MIX_SLACK_OF_ONE = 0.35, 3
"""Of a number per article, in times the usual: off by a third in days of other news; and for n articles by this over
the root of n, as blocks per article are."""
FAR_OFF_TIMES, FAR_OFF_SHARE = 4, 0.5
"""What no news explains: a quarter of the usual names, figures or quotations per article, or four times as many; or a
share that is off by half of all. A model that finds nothing, or a template that doubles each article."""
OUTLET_SLACK = 10
"""Articles of an outlet more or less than usual that are never remarkable."""
OUTLET_LOADS_SHARE = 0.8
"""Share of recent loads with its articles from which on an outlet is one of every night, and its silence tells."""
FRESH_DAYS = 3
"""Days before the load of its newest article beyond which the scrapers bring old news: a long weekend."""

LENGTH = "length"
"""Stands for blocks per article where the other measures have their kind."""

LOAD_ID = "getvariable('load_id')"


def rules() -> list[Check]:
    """Returns the rules across tables, in the order of the dictionary."""
    return [
        *_files(),
        *_articles(),
        *_load_shares(),
        *_strip_drift(),
        *_blocks(),
        *_slices_back("blocks", "block_id", "text"),
        *_in_block("mentions", "mention_id", "surface"),
        *_mentions(),
        *_appearances(),
        *_in_block("roles", "role_id", "role"),
        *_entities(),
        *_aliases(),
        *_links(),
        *_redirects(),
        *_in_block("figures", "figure_id", "surface"),
        *_figures(),
        *_figure_parts(),
        *_in_block("quotes", "quote_id", "text"),
        *_quote_groups(),
        *(check for table in TABLES.values() for check in _follows(table)),
        *_loads(),
        *_outlet_lines(),
        *_outlet_rules(),
        *_load_mix(),
    ]


def _files() -> Iterator[Check]:
    counts = f"""
        SELECT count(*) AS files, count(*) FILTER (status = 'loaded') AS loaded,
            count(*) FILTER (status = 'duplicate') AS duplicate, count(*) FILTER (status = 'rejected') AS rejected
        FROM files WHERE load_id = {LOAD_ID}"""
    yield Check(
        "files",
        "rule.counts_add_up",
        "Of this load, loaded + duplicate + rejected files are all files, as many as the load saw.",
        f"""
        SELECT c.*, l.files_seen FROM ({counts}) c LEFT JOIN loads l ON l.load_id = {LOAD_ID}
        WHERE loaded + duplicate + rejected <> files OR files <> l.files_seen
        """,
        f"""
        SELECT concat(loaded, ' loaded + ', duplicate, ' duplicate + ', rejected, ' rejected of ', files, ' files')
        FROM ({counts})
        """,
    )
    yield Check(
        "files",
        "rule.loaded_has_article",
        "Each loaded file has an article.",
        """
        SELECT file_id FROM files f
        WHERE status = 'loaded' AND NOT EXISTS (FROM articles a WHERE a.file_id = f.file_id)
        """,
    )
    yield Check(
        "files",
        "rule.duplicate_has_original",
        "Each duplicate has a loaded file with the same bytes, unless the file that it names was changed since.",
        """
        SELECT file_id FROM files d
        WHERE status = 'duplicate'
            AND NOT EXISTS (FROM files o WHERE o.status = 'loaded' AND o.sha256 = d.sha256)
            AND NOT EXISTS (FROM files o WHERE o.path = d.reason AND o.seen_at > d.seen_at)
        """,
    )
    yield Check(
        "files",
        "rule.rejected_is_recorded",
        "Each rejected file has a row in rejections, of the same load.",
        """
        SELECT file_id FROM files f
        WHERE status = 'rejected'
            AND NOT EXISTS (FROM rejections r WHERE r.path = f.path AND r.load_id = f.load_id)
        """,
    )


def _articles() -> Iterator[Check]:
    yield Check(
        "articles",
        "rule.text_lies_in_blocks",
        "Each character of raw_text that is no white space lies in a block.",
        f"""
        WITH {_windows("raw_text")}, gaps AS (
            SELECT article_id, coalesce({_END_SO_FAR}, 0) AS gap_start, raw_start AS gap_end FROM blocks
            UNION ALL
            SELECT a.article_id, coalesce(max(b.raw_end), 0), length(any_value(a.raw_text))
            FROM articles a LEFT JOIN blocks b USING (article_id) GROUP BY a.article_id
        ), texts AS (
            SELECT article_id, gap_start, gap_end, {_cut("raw_text", "gap_start", "gap_end")} AS lost
            FROM gaps JOIN articles a USING (article_id) {_join_window("gap_start")}
            WHERE gap_start < gap_end
        )
        SELECT * FROM texts WHERE NOT regexp_full_match(lost, '{WHITE_SPACE}*')
        """,
    )
    yield Check(
        "articles",
        "rule.body_of_its_blocks",
        "body is the text of its headline, summary and body blocks in order, a blank line between two.",
        f"""
        SELECT article_id FROM articles a LEFT JOIN (
            SELECT article_id, string_agg(text, chr(10) || chr(10) ORDER BY block_no) AS joined
            FROM blocks WHERE kind IN {BODY_KINDS} GROUP BY article_id
        ) b USING (article_id)
        WHERE a.body <> coalesce(joined, '')
        """,
    )
    yield Check(
        "articles",
        "rule.word_count_of_body",
        "word_count is the number of words of body, by white space.",
        f"""
        SELECT article_id, word_count, len(regexp_extract_all(body, '{_NEGATED_WHITE_SPACE}+')) AS words
        FROM articles WHERE word_count <> words
        """,
    )
    yield Check(
        "articles",
        "rule.day_not_in_future",
        "published_on is at most one day after the day of the load (time zones).",
        """
        SELECT article_id, published_on, load_id FROM articles
        WHERE published_on > try_strptime(left(load_id, 8), '%Y%m%d')::DATE + 1
        """,
    )
    yield Check(
        "figures",
        "rule.day_not_after_article",
        "as_of is at most one day after published_on: nobody counts what is to come.",
        """
        SELECT figure_id, as_of, published_on, sentence FROM figures JOIN articles USING (article_id)
        WHERE as_of > published_on + 1
        """,
    )


def _load_shares() -> Iterator[Check]:
    yield Check(
        "articles",
        "load.volume_in_band",
        f"A load has, with those of the {DAY_BEGINS} hours before it, {VOLUME_BAND[0]} to {VOLUME_BAND[1]} times the "
        f"new articles of the median of recent days, or within {VOLUME_SLACK} of it, once {MIN_DAYS} days had any; but "
        "for one that saw no file, and took in people's decisions only.",
        f"""
        FROM ({_VOLUME}) WHERE files_seen > 0 AND earlier_days >= {MIN_DAYS} AND (
            articles < least(usual * {VOLUME_BAND[0]}, usual - {VOLUME_SLACK})
            OR articles > greatest(usual * {VOLUME_BAND[1]}, usual + {VOLUME_SLACK}))
        """,
        f"""
        SELECT concat(articles, ' new articles; median of ', earlier_days, ' earlier days: ', coalesce(usual, 0))
        FROM ({_VOLUME})
        """,
    )
    without_body = f"""
        SELECT article_id, regexp_full_match(body, '{WHITE_SPACE}*') AS empty FROM articles WHERE load_id = {LOAD_ID}"""
    yield Check(
        "articles",
        "load.share_without_body",
        f"At most {MAX_SHARE_WITHOUT_BODY:.0%} of the load's articles have no text in their body, "
        f"once it has {MIN_ARTICLES}.",
        f"""
        WITH of_load AS ({without_body})
        SELECT article_id FROM of_load WHERE empty AND (
            SELECT count(*) >= {MIN_ARTICLES} AND count(*) FILTER (empty) > {MAX_SHARE_WITHOUT_BODY} * count(*)
            FROM of_load)
        """,
        f"SELECT concat(count(*) FILTER (empty), ' of ', count(*), ' articles') FROM ({without_body})",
    )
    removed = f"""
        SELECT article_id, sum(length(text)) AS characters,
            coalesce(sum(length(text)) FILTER (kind NOT IN {CONTENT_KINDS}), 0) AS removed
        FROM blocks JOIN articles USING (article_id) WHERE load_id = {LOAD_ID} GROUP BY article_id"""
    yield Check(
        "articles",
        "load.share_removed",
        f"At most {MAX_SHARE_REMOVED:.0%} of the characters of the load's articles are boilerplate, "
        f"once it has {MIN_ARTICLES}.",
        f"""
        WITH of_load AS ({removed})
        SELECT article_id, characters, removed FROM of_load WHERE removed > {MAX_SHARE_REMOVED} * characters AND (
            SELECT count(*) >= {MIN_ARTICLES} AND sum(removed) > {MAX_SHARE_REMOVED} * sum(characters) FROM of_load)
        """,
        f"SELECT concat(sum(removed), ' of ', sum(characters), ' characters') FROM ({removed})",
    )


def _strip_drift() -> Iterator[Check]:
    yield Check(
        "articles",
        "load.strip_in_band",
        "Of each outlet's articles, the share of characters removed and each kind's share of blocks are as usual: off "
        f"the median of recent loads by {STRIP_SLACK} at most, {STRIP_SLACK_OF_ONE} / √articles, or {STRIP_DEVIATIONS} "
        f"deviations; and so are blocks per article: off by {LENGTH_SLACK} times the median, {LENGTH_SLACK_OF_ONE} / "
        f"√articles times, or {STRIP_DEVIATIONS} deviations; once {MIN_LOADS} loads had {MIN_ARTICLES_OF_OUTLET} "
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


def _blocks() -> Iterator[Check]:
    yield Check(
        "blocks",
        "rule.do_not_overlap",
        "A block starts where the ones before it have ended, or later.",
        f"SELECT block_id, {_END_SO_FAR} AS earlier_end FROM blocks QUALIFY raw_start < earlier_end",
    )
    yield Check(
        "blocks",
        "rule.numbered_in_order",
        "block_no counts the blocks of an article from 1, in the order of the text.",
        """
        SELECT block_id, row_number() OVER (PARTITION BY article_id ORDER BY raw_start, block_no) AS expected_no
        FROM blocks QUALIFY block_no <> expected_no
        """,
    )


def _mentions() -> Iterator[Check]:
    yield Check(
        "mentions",
        "rule.surface_is_alias",
        "The name as written is a spelling of its entity in entity_aliases.",
        """
        SELECT mention_id FROM mentions m
        WHERE NOT EXISTS (FROM entity_aliases s WHERE s.entity_id = m.entity_id AND s.alias = m.surface)
        """,
    )


def _appearances() -> Iterator[Check]:
    yield Check(
        "appearances",
        "rule.node_of_one_entity",
        "All appearances of one node belong to one entity.",
        """
        SELECT min(appearance_id) AS appearance_id, node, min(entity_id) AS entity_id, max(entity_id) AS other_entity_id
        FROM appearances GROUP BY node HAVING min(entity_id) <> max(entity_id)
        """,
    )


def _follows(table: Table) -> Iterator[Check]:
    """Rules that what follows an appearance is that of the appearance."""
    key = table.key[0]
    for column in table.columns:
        if column.follows:
            yield Check(
                table.name,
                f"rule.{column.name}_follows",
                f"{column.name} is the entity of the appearance in {column.follows}; both are null together.",
                f"""
                SELECT t.{key}, t.{column.name}, a.entity_id AS expected
                FROM {table.name} t LEFT JOIN appearances a ON a.appearance_id = t.{column.follows}
                WHERE t.{column.name} IS DISTINCT FROM a.entity_id
                """,
            )
    if table is MENTIONS:
        yield Check(
            table.name,
            "rule.probability_follows",
            "probability is that of the appearance.",
            """
            SELECT mention_id, m.probability, a.probability AS expected
            FROM mentions m JOIN appearances a USING (appearance_id) WHERE m.probability <> a.probability
            """,
        )


def _entities() -> Iterator[Check]:
    yield Check(
        "entities",
        "rule.named_by_its_node",
        "The node that names an entity is one of its nodes, if it has any.",
        """
        SELECT entity_id FROM entities SEMI JOIN appearances USING (entity_id)
        ANTI JOIN appearances USING (entity_id, node)
        """,
    )


def _links() -> Iterator[Check]:
    sides = "(SELECT DISTINCT node, entity_id FROM appearances)"
    yield Check(
        "entity_links",
        "rule.different_kept_apart",
        "No entity holds both sides of a `different` link that holds; a person's judgement of a pair overrules the "
        "others.",
        f"""
        SELECT link_id, a.entity_id FROM entity_links l
        JOIN {sides} a ON a.node = l.left_node JOIN {sides} b ON b.node = l.right_node AND b.entity_id = a.entity_id
        WHERE l.judgement = 'different' AND l.retracted_at IS NULL AND (l.method = 'review' OR NOT EXISTS (
            FROM entity_links r WHERE r.left_node = l.left_node AND r.right_node = l.right_node
                AND r.method = 'review' AND r.retracted_at IS NULL))
        """,
    )
    yield Check(
        "entity_links",
        "rule.one_judgement_holds",
        "Of two nodes at most one judgement by rule holds, and at most one by a person.",
        """
        SELECT link_id FROM entity_links WHERE retracted_at IS NULL
        QUALIFY row_number() OVER (PARTITION BY left_node, right_node, method = 'review' ORDER BY link_id) > 1
        """,
    )


def _redirects() -> Iterator[Check]:
    yield Check(
        "entity_redirects",
        "rule.redirected_is_gone",
        "No id that is redirected is that of an entity: each ends at its target in one hop.",
        "SELECT old_entity_id FROM entity_redirects WHERE old_entity_id IN (SELECT entity_id FROM entities)",
    )


def _aliases() -> Iterator[Check]:
    yield Check(
        "entity_aliases",
        "rule.counts_mentions",
        "mentions and articles are the numbers of those with this spelling.",
        """
        SELECT s.entity_id, s.alias, s.mentions, s.articles, coalesce(m.mentions, 0) AS mentions_found,
            coalesce(m.articles, 0) AS articles_found
        FROM entity_aliases s LEFT JOIN (
            SELECT entity_id, surface, count(*) AS mentions, count(DISTINCT article_id) AS articles
            FROM mentions GROUP BY entity_id, surface
        ) m ON m.entity_id = s.entity_id AND m.surface = s.alias
        WHERE s.mentions <> mentions_found OR s.articles <> articles_found
        """,
    )


def _figures() -> Iterator[Check]:
    yield Check(
        "figures",
        "rule.values_finite",
        "value_low and value_high are finite numbers.",
        "SELECT figure_id FROM figures WHERE NOT isfinite(value_low) OR NOT isfinite(value_high)",
    )
    yield Check(
        "figures",
        "rule.surface_in_sentence",
        "sentence holds surface.",
        "SELECT figure_id FROM figures WHERE NOT contains(sentence, surface)",
    )
    yield Check(
        "figures",
        "rule.sentence_in_block",
        "The block's text holds the sentence.",
        """
        SELECT figure_id FROM figures f JOIN blocks b USING (block_id)
        WHERE NOT contains(b.text, f.sentence)
        """,
    )
    yield Check(
        "figures",
        "rule.quote_of_same_article",
        "The quotation that holds it stands in the same article.",
        "SELECT figure_id FROM figures f JOIN quotes q USING (quote_id) WHERE f.article_id <> q.article_id",
    )


def _figure_parts() -> Iterator[Check]:
    yield Check(
        "figure_parts",
        "rule.words_in_block",
        "In the block of its figure raw_start to raw_end are the words.",
        """
        SELECT p.figure_id, p.part, p.rule, p.words
        FROM figure_parts p JOIN figures f USING (figure_id) JOIN blocks b USING (block_id)
        WHERE p.article_id <> f.article_id
            OR p.words <> substr(b.text, p.raw_start - b.raw_start + 1, p.raw_end - p.raw_start)
        """,
    )


def _quote_groups() -> Iterator[Check]:
    yield Check(
        "quote_groups",
        "rule.in_several_articles",
        "Its quotations stand in more than one article.",
        """
        SELECT g.quote_group_id, any_value(g.text) AS text, count(DISTINCT q.article_id) AS articles
        FROM quote_groups g LEFT JOIN quote_variants v USING (quote_group_id) LEFT JOIN quotes q USING (quote_id)
        GROUP BY g.quote_group_id HAVING count(DISTINCT q.article_id) < 2
        """,
    )
    yield Check(
        "quote_groups",
        "rule.text_is_a_wording",
        "Its text is that of one of its quotations.",
        """
        SELECT quote_group_id, text FROM quote_groups g WHERE NOT EXISTS (
            FROM quote_variants v JOIN quotes q USING (quote_id)
            WHERE v.quote_group_id = g.quote_group_id AND q.text = g.text AND v.variant = 'same')
        """,
    )


def _in_block(table: str, key: str, written: str) -> Iterator[Check]:
    """Rules of what is found in a block: mentions, figures, quotations."""
    joined = f"SELECT t.{key} FROM {table} t JOIN blocks b USING (block_id) WHERE"
    yield from _slices_back(table, key, written)
    yield Check(
        table,
        "rule.block_of_same_article",
        "Its block belongs to its article.",
        f"{joined} t.article_id <> b.article_id",
    )
    yield Check(
        table,
        "rule.within_block",
        "It lies within its block.",
        f"{joined} t.raw_start < b.raw_start OR t.raw_end > b.raw_end",
    )
    yield Check(
        table,
        "rule.in_body_with_block",
        "It has a place in the body exactly where its block has one.",
        f"{joined} (t.start_char IS NULL) <> (b.start_char IS NULL)",
    )
    yield Check(
        table,
        "rule.from_content",
        f"Its block is content: {', '.join(CONTENT_KINDS)}.",
        f"{joined} b.kind NOT IN {CONTENT_KINDS}",
    )


def _slices_back(table: str, key: str, written: str) -> Iterator[Check]:
    """The two rules that a span, cut out of the raw text and out of the body, gives what is written in the row."""
    for name, column, start, end in (
        ("raw_slices_back", "raw_text", "raw_start", "raw_end"),
        ("body_slices_back", "body", "start_char", "end_char"),
    ):
        yield Check(
            table,
            f"rule.{name}",
            f"articles.{column} from {start} to {end} is {written}.",
            f"""
            WITH {_windows(column)}
            SELECT t.{key}, {_cut(column, f"t.{start}", f"t.{end}")} AS found
            FROM {table} t JOIN articles a USING (article_id) {_join_window(f"t.{start}")}
            WHERE t.{start} IS NOT NULL AND t.{end} IS NOT NULL AND found IS DISTINCT FROM t.{written}
            """,
        )


def _loads() -> Iterator[Check]:
    yield Check(
        "loads",
        "rule.articles_added_counted",
        "articles_added of this load is the number of articles that carry its id.",
        f"""
        SELECT load_id, articles_added, (SELECT count(*) FROM articles WHERE load_id = {LOAD_ID}) AS articles
        FROM loads WHERE load_id = {LOAD_ID} AND articles_added <> articles
        """,
    )


def _outlet_lines() -> Iterator[Check]:
    yield Check(
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


def _outlet_rules() -> Iterator[Check]:
    key = "outlet, kind, rule"
    yield Check(
        "outlet_rules",
        "rule.counts_blocks",
        "Those of this load are the sums over its blocks.",
        f"""
        WITH of_load AS (
            SELECT article_id, outlet, count(*) OVER (PARTITION BY outlet) AS of_articles
            FROM articles WHERE load_id = {LOAD_ID} AND outlet IS NOT NULL
        ), found AS (
            SELECT {key}, count(DISTINCT article_id)::INTEGER AS articles, count(*)::INTEGER AS blocks,
                sum(length(text))::BIGINT AS characters, of_articles::INTEGER AS of_articles
            FROM blocks JOIN of_load USING (article_id) GROUP BY ALL
        ), counted AS (SELECT * EXCLUDE (load_id) FROM outlet_rules WHERE load_id = {LOAD_ID})
        SELECT {LOAD_ID} AS load_id, *, 'counted' AS is FROM (FROM counted EXCEPT FROM found)
        UNION ALL SELECT {LOAD_ID}, *, 'found' FROM (SELECT * FROM found EXCEPT SELECT * FROM counted)
        """,
    )


def _load_mix() -> Iterator[Check]:
    usual = f"once {MIN_LOADS} loads had {MIN_ARTICLES} of them"
    yield Check(
        "load_measures",
        "load.mix_in_band",
        "What is found per article, and the shares of copies, of foreign and undated articles, and of figures without "
        f"a claimant or a noun, are as usual: off the median of recent loads by {MIX_SLACK} times it, "
        f"{MIX_SLACK_OF_ONE} / √n times, or {STRIP_DEVIATIONS} deviations; shares by {STRIP_SLACK}, "
        f"{STRIP_SLACK_OF_ONE} / √n, or as many deviations; {usual}.",
        f"{_MIX} SELECT * FROM compared WHERE abs(value - usual) > band",
        f"{_MIX} SELECT count(*) FILTER (abs(value - usual) > band) || ' of ' || count(*) || ' measures' FROM compared",
        "warn",
    )
    yield Check(
        "load_measures",
        "load.mix_far_off",
        f"None of them is beyond its band and {FAR_OFF_TIMES} times the usual, or a part of it, or a share off by "
        f"{FAR_OFF_SHARE}; {usual}.",
        f"""
        {_MIX} SELECT * FROM compared
        WHERE abs(value - usual) > band AND CASE WHEN is_share THEN abs(value - usual) > {FAR_OFF_SHARE}
            ELSE value * {FAR_OFF_TIMES} < usual OR value > usual * {FAR_OFF_TIMES} END
        """,
    )
    yield Check(
        "load_measures",
        "load.outlets_in_band",
        f"Each outlet that had articles in {OUTLET_LOADS_SHARE:.0%} of the recent loads has {VOLUME_BAND[0]} to "
        f"{VOLUME_BAND[1]} times the usual number, or within {OUTLET_SLACK} of it, and at least one; once there were "
        f"{MIN_LOADS} loads, and in a load with half of the usual articles.",
        f"""
        {_OUTLETS} SELECT outlet, articles, usual, loads FROM compared
        WHERE articles = 0 OR articles < least(usual * {VOLUME_BAND[0]}, usual - {OUTLET_SLACK})
            OR articles > greatest(usual * {VOLUME_BAND[1]}, usual + {OUTLET_SLACK})
        """,
        f"{_OUTLETS} SELECT count(*) FILTER (articles = 0) || ' of ' || count(*) || ' outlets silent' FROM compared",
        "warn",
    )
    newest = f"SELECT max(published_on) AS newest, count(published_on) AS dated FROM articles WHERE load_id = {LOAD_ID}"
    yield Check(
        "articles",
        "load.fresh",
        f"The newest article of the load is at most {FRESH_DAYS} days old, once {MIN_ARTICLES} have a day and there "
        f"were {MIN_LOADS} loads: the first ones bring archives.",
        f"""
        WITH {_RECENT}
        FROM ({newest}) WHERE dated >= {MIN_ARTICLES} AND (SELECT count(*) FROM recent) >= {MIN_LOADS}
            AND newest < try_strptime(left({LOAD_ID}, 8), '%Y%m%d')::DATE - {FRESH_DAYS}
        """,
        f"SELECT concat('newest of ', dated, ': ', coalesce(newest::VARCHAR, 'none')) FROM ({newest})",
        "warn",
    )


_RECENT = f"""recent AS (
        SELECT load_id, row_number() OVER (ORDER BY load_id DESC) AS no FROM load_measures
        WHERE measure = 'articles' AND outlet = '' AND load_id < {LOAD_ID} AND number >= {MIN_ARTICLES}
        QUALIFY no <= {RECENT_LOADS}
    )"""

_MIX = f"""
    WITH {_RECENT}, held AS (
        SELECT measure, median(value) AS usual, mad(value) AS deviation, count(*) AS loads
        FROM load_measures SEMI JOIN recent USING (load_id)
        WHERE measure <> 'articles' AND number >= {MIN_ARTICLES} GROUP BY measure HAVING count(*) >= {MIN_LOADS}
    ), compared AS (
        SELECT {LOAD_ID} AS load_id, measure, '' AS outlet, round(value, 3) AS value, round(usual, 3) AS usual, loads,
            measure NOT LIKE '%per_article' AS is_share,
            greatest(
                if(is_share, {STRIP_SLACK}, {MIX_SLACK} * usual),
                if(is_share, {STRIP_SLACK_OF_ONE}, {MIX_SLACK_OF_ONE} * usual) / sqrt(number),
                {STRIP_DEVIATIONS} * {LIKE_DEVIATION} * deviation) AS band
        FROM load_measures JOIN held USING (measure)
        WHERE load_measures.load_id = {LOAD_ID} AND load_measures.outlet = '' AND number >= {MIN_ARTICLES}
    )"""

_OUTLETS = f"""
    WITH {_RECENT}, whole AS (
        SELECT (SELECT max(value) FROM load_measures
                WHERE load_id = {LOAD_ID} AND measure = 'articles' AND outlet = '') AS articles,
            median(value) AS usual, count(*) AS loads
        FROM load_measures SEMI JOIN recent USING (load_id) WHERE measure = 'articles' AND outlet = ''
    ), compared AS (
        SELECT outlet, coalesce(any_value(value) FILTER (load_id = {LOAD_ID}), 0) AS articles,
            median(value) FILTER (load_id <> {LOAD_ID}) AS usual, count(*) FILTER (load_id <> {LOAD_ID}) AS loads
        FROM load_measures
        WHERE measure = 'articles' AND outlet <> '' AND (load_id = {LOAD_ID} OR load_id IN (SELECT load_id FROM recent))
            AND (SELECT loads >= {MIN_LOADS} AND articles >= usual / 2 FROM whole)
        GROUP BY outlet
        HAVING count(*) FILTER (load_id <> {LOAD_ID}) >= {OUTLET_LOADS_SHARE} * (SELECT loads FROM whole)
    )"""

_NEGATED_WHITE_SPACE = WHITE_SPACE.replace("[", "[^", 1)

_END_SO_FAR = """max(raw_end) OVER (
    PARTITION BY article_id ORDER BY raw_start, block_no ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING)"""

_BEGAN = "strptime(left({}, 16), '%Y%m%dT%H%M%SZ')"
_VOLUME = f"""
    WITH days AS (
        SELECT (date_diff('second', {_BEGAN.format("load_id")}, {_BEGAN.format(LOAD_ID)}) + {24 - DAY_BEGINS} * 3600)
            // 86400 AS days_ago, sum(articles_new) AS articles
        FROM loads
        WHERE verdict = 'published' AND articles_new > 0
        GROUP BY days_ago
    ), recent AS (FROM days WHERE days_ago > 0 ORDER BY days_ago LIMIT {RECENT_DAYS})
    SELECT (SELECT coalesce(sum(articles), 0)::BIGINT FROM days WHERE days_ago <= 0) AS articles,
        (SELECT coalesce(max(files_seen), 0) FROM loads WHERE load_id = {LOAD_ID}) AS files_seen,
        count(*) AS earlier_days, median(articles) AS usual
    FROM recent"""


# Shares by outlet and load: of characters removed (no kind, no rule), of each kind's blocks (no rule), of each rule's;
# and in place of a kind, blocks per article in times the median of the earlier loads.
# `held` compares those of this load with the earlier ones, `drifted` names each outlet's share that lies farthest out,
# `moved` the rule behind it: furniture that is no longer known becomes body, so a rule of the body is never behind it,
# except that articles grow by lines that were never known. Then, and where a rule gives less, lines of the body tell.
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
            greatest(if(kind = '{LENGTH}', {LENGTH_SLACK}, {STRIP_SLACK}),
                if(kind = '{LENGTH}', {LENGTH_SLACK_OF_ONE}, {STRIP_SLACK_OF_ONE}) / sqrt(articles),
                {STRIP_DEVIATIONS} * {LIKE_DEVIATION} * deviation) AS band
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
_MEASURE = f"""CASE kind WHEN '' THEN 'characters removed' WHEN '{LENGTH}' THEN 'blocks per article in times the usual'
    ELSE 'blocks of kind ' || kind END"""


def _windows(column: str) -> str:
    """Returns a common table expression: the articles' texts in windows that overlap by half."""
    return f"""pages AS (
        SELECT article_id, page, substring({column}, page * {PAGE} + 1, {PAGE + WINDOW}) AS text
        FROM (SELECT article_id, {column}, unnest(range(0, length({column}) // {PAGE} + 1)) AS page FROM articles)
    ), windows AS (
        SELECT article_id, page * {PAGE // WINDOW} + no AS no, substring(text, no * {WINDOW} + 1, {2 * WINDOW}) AS text
        FROM (
            SELECT article_id, page, text,
                unnest(range(0, least(length(text) // {WINDOW} + 1, {PAGE // WINDOW}))) AS no
            FROM pages))"""


def _join_window(start: str) -> str:
    return f"LEFT JOIN windows w ON w.article_id = a.article_id AND w.no = {start} // {WINDOW}"


def _cut(column: str, start: str, end: str) -> str:
    return f"""CASE WHEN {end} - {start} <= {WINDOW}
        THEN substring(w.text, {start} % {WINDOW} + 1, {end} - {start})
        ELSE substring(a.{column}, {start} + 1, {end} - {start}) END"""
