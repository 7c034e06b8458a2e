"""The gate on a small valid warehouse, and on copies of it in each of which one thing is wrong."""

import json
import os
import pickle
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import pytest

from expectations import gate
from expectations.examples import as_json, example_query
from expectations.gate import CheckResult, GateVerdict
from expectations.rules.spans import PAGE, WINDOW
from expectations.suites import CheckDefinition, schema_checks
from warehouse.schema.ddl import statements
from warehouse.schema.tables import TABLES
from warehouse.schema.tables.columns import Column, Table
from warehouse.schema.tables.outlets import LINE, LINE_CHARACTERS
from warehouse.schema.tables.values import BODY_KINDS

LOAD = "20300105T020000Z"
EARLIER = [f"{day}T020000Z" for day in ("20300104", "20300103", "20300102", "20300101", "20291231")]
ARTICLES = 24
"""Of the load; enough for the rules on shares."""

LINES = (
    ("headline", "Ferry {no} halted at Port Ellmoor"),
    ("byline", "By Ines Talvo | 4 January 2030"),
    ("body", "Crews towed the 😀 ferry to Port Ellmoor, and 12 people were hurt."),
    ("body", "“No one was careless,” said pilot Ines Talvo."),
    ("body", "A cafe\u0301 near the pier, run by a 👩‍👩‍👧 family, served tea to Port Ellmoor’s crews."),
    ("related", "Read more: tide tables"),
)
ENDS = ("\r\n\r\n", "\n  ", "\n", "\u00a0\n", "\u2028\t", " \n")
"""White space behind each line, of the kinds that Python knows."""
ENTITIES = {"Port Ellmoor": (1, "PLACE"), "Ines Talvo": (2, "PERSON")}
NODES = {1: "PLACE:port ellmoor", 2: "PERSON:ines talvo"}
BIG = WINDOW + PAGE
"""Characters of filler that bring one article's later lines beyond the first window and page."""


def insert(con: duckdb.DuckDBPyConnection, table: str, **values: Any) -> None:
    row = [values.pop(column.name, None) for column in TABLES[table].columns]
    assert not values, f"no columns of {table}: {values}"
    con.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def build(path: Path) -> None:
    """Writes a warehouse in which everything holds: one old article, and a load of `ARTICLES`."""
    with duckdb.connect(path) as con:
        for statement in statements():
            con.execute(statement)
        seen = datetime.fromisoformat("2030-01-05T02:00")
        for load_id, verdict in [(load_id, "published") for load_id in (*EARLIER, LOAD)] + [
            ("20300104T030000Z", "refused")
        ]:
            added = {LOAD: ARTICLES, EARLIER[0]: 1}.get(load_id, 30)
            insert(
                con,
                "loads",
                load_id=load_id,
                started_at=seen,
                finished_at=seen,
                verdict=verdict,
                articles_added=added,
                articles_new=added,
                files_seen=ARTICLES + 2 if load_id == LOAD else 30,
                code_version="0.1.0",
                model_version="small 3.8",
            )
        for no in range(1, ARTICLES + 2):
            load_id = EARLIER[0] if no == 1 else LOAD
            insert(
                con,
                "files",
                file_id=no,
                path=f"tidings/{no}.txt",
                sha256=f"{no:064x}",
                size_bytes=400,
                format="text",
                encoding="utf-8",
                status="loaded",
                load_id=load_id,
                seen_at=seen,
            )
            add_article(con, no, load_id)
        insert(
            con,
            "files",
            file_id=90,
            path="copy/2.txt",
            sha256=f"{2:064x}",
            size_bytes=400,
            status="duplicate",
            reason="tidings/2.txt",
            load_id=LOAD,
            seen_at=seen,
        )
        insert(
            con,
            "files",
            file_id=91,
            path="tidings/broken.txt",
            size_bytes=0,
            status="rejected",
            reason="empty",
            load_id=LOAD,
            seen_at=seen,
        )
        for load_id in (*EARLIER, LOAD):
            for measure, outlet, value in (
                ("articles", "", 30),
                ("articles", "Tidings", 20),
                ("articles", "Dovecote", 10),
                ("figures_per_article", "", 5),
                ("articles_copied", "", 0.1),
            ):
                insert(con, "load_measures", load_id=load_id, measure=measure, outlet=outlet, value=value, number=30)
        insert(con, "quote_groups", quote_group_id=1, text="No one was careless,")
        for quote_id in (400, 500):
            insert(con, "quote_variants", quote_id=quote_id, quote_group_id=1, variant="same")
        insert(con, "rejections", load_id=LOAD, path="tidings/broken.txt", record_no=0, reason="empty")
        insert(
            con,
            "entities",
            entity_id=1,
            kind="PLACE",
            name="Port Ellmoor",
            name_key="port ellmoor",
            country_code="QQ",
            latitude=1.0,
            longitude=2.0,
            node=NODES[1],
            load_id=EARLIER[0],
        )
        insert(
            con,
            "entities",
            entity_id=2,
            kind="PERSON",
            name="Ines Talvo",
            name_key="ines talvo",
            node=NODES[2],
            load_id=EARLIER[0],
        )
        for link_id, right, judgement, method in (
            (1, NODES[1], "different", "spelling"),
            (2, "PERSON:talvo", "different", "spelling"),
            (3, "PERSON:talvo", "same", "review"),
        ):
            insert(
                con,
                "entity_links",
                link_id=link_id,
                left_node=min(NODES[2], right),
                right_node=max(NODES[2], right),
                judgement=judgement,
                score=0.5,
                features="{}",
                method=method,
                method_version="1",
                blocking_key="s:talvo",
                decided_by="newsledger",
                decided_at=seen,
                load_id=LOAD,
            )
        con.execute(
            "INSERT INTO entity_aliases SELECT entity_id, surface, count(*), count(DISTINCT article_id) FROM mentions "
            "GROUP BY ALL"
        )
        con.execute(
            f"""
            INSERT INTO outlet_lines SELECT outlet, {LINE} AS line,
                count(DISTINCT article_id) AS articles, count(DISTINCT a.load_id), min(a.load_id), max(a.load_id)
            FROM blocks JOIN articles a USING (article_id) WHERE length(text) <= {LINE_CHARACTERS} AND lines_counted
            GROUP BY ALL"""
        )
        con.execute(
            """
            INSERT INTO outlet_rules SELECT a.load_id, outlet, kind, rule, count(DISTINCT article_id), count(*),
                sum(length(text)), count(DISTINCT article_id)
            FROM blocks JOIN articles a USING (article_id) GROUP BY ALL"""
        )
        insert(
            con,
            "entity_redirects",
            old_entity_id=99,
            new_entity_id=1,
            load_id=EARLIER[1],
            reason="merged",
            node=NODES[1],
        )
        insert(
            con,
            "checks",
            load_id=EARLIER[1],
            table_name="files",
            check_name="key.unique",
            severity="block",
            passed=True,
        )


def add_article(con: duckdb.DuckDBPyConnection, no: int, load_id: str) -> None:
    """Writes article `no` with its blocks and all that is found in them; ids are `no` * 100 and up."""
    raw = body = ""
    for name, (entity_id, label) in ENTITIES.items():
        insert(
            con,
            "appearances",
            appearance_id=no * 10 + entity_id,
            article_id=no,
            entity_id=entity_id,
            probability=0.9,
            node=NODES[entity_id],
            kind=label,
            kind_votes=2,
            name=name,
            name_key=name.lower(),
            is_short=False,
            country_code="QQ" if label == "PLACE" else None,
            latitude=1.0,
            longitude=2.0,
        )
        insert(con, "blocking_keys", appearance_id=no * 10 + entity_id, key=f"={name.lower()}")
    insert(con, "article_terms", article_id=no, term="ferry")
    lines = [(kind, text.format(no=no)) for kind, text in LINES]
    if no == 2:
        lines.insert(2, ("body", "ü" * BIG))
    found: list[tuple[str, dict[str, Any]]] = []
    for block_no, ((kind, text), end) in enumerate(zip(lines, (*ENDS, "\n"), strict=False), start=1):
        block_id = no * 100 + block_no
        ids = {"article_id": no, "block_id": block_id}
        raw_start = len(raw)
        raw += text + end
        body_start = None
        if kind in BODY_KINDS:
            body_start = len(body) + 2 if body else 0
            body = f"{body}\n\n{text}" if body else text

        def place(
            written: str, text: str = text, raw_start: int = raw_start, body_start: int | None = body_start
        ) -> Any:
            at, length = text.index(written), len(written)
            body_at = None if body_start is None else body_start + at
            return {
                "raw_start": raw_start + at,
                "raw_end": raw_start + at + length,
                "start_char": body_at,
                "end_char": None if body_at is None else body_at + length,
            }

        found.append(
            (
                "blocks",
                ids
                | place(text)
                | {"block_no": block_no, "kind": kind, "rule": "line.first", "confidence": 0.5, "text": text},
            )
        )
        for name, (entity_id, label) in ENTITIES.items():
            if name in text:
                found.append(
                    (
                        "mentions",
                        ids
                        | place(name)
                        | {
                            "mention_id": block_id * 10 + entity_id,
                            "appearance_id": no * 10 + entity_id,
                            "entity_id": entity_id,
                            "probability": 0.9,
                            "label": label,
                            "surface": name,
                        },
                    )
                )
        if "12 people" in text:
            found.append(
                (
                    "figures",
                    ids
                    | place("12")
                    | {
                        "figure_id": block_id,
                        "sentence": text,
                        "surface": "12",
                        "value_low": 12,
                        "value_high": 12,
                        "bound": "exact",
                        "currency": "QQQ",
                        "counted": "people",
                        **{
                            f"{what}_{to}": no * 10 + 1 if to == "appearance_id" else 1
                            for what in ("counted", "actor", "target", "attributed", "place")
                            for to in ("appearance_id", "entity_id")
                        },
                        "quote_id": no * 100,
                        "event": "killed",
                        "status": "asserted",
                        "as_of": date(2030, 1, 4),
                        "as_of_source": "article",
                    },
                )
            )
            span = {name: place("12")[name] for name in ("raw_start", "raw_end")}
            part = {"figure_id": block_id, "article_id": no, "part": "number", "rule": "in_digits", "words": "12"}
            found.append(("figure_parts", part | span))
        if "careless" in text:
            role = {"role_id": no * 100, "appearance_id": no * 10 + 2, "entity_id": 2, "role": "pilot"}
            found.append(("roles", ids | place("pilot") | role))
            found.append(
                (
                    "quotes",
                    ids
                    | place("No one was careless,")
                    | {
                        "quote_id": no * 100,
                        "kind": "direct",
                        "text": "No one was careless,",
                        "speaker": "Ines Talvo",
                        "speaker_appearance_id": no * 10 + 2,
                        "speaker_entity_id": 2,
                        "cue": "said",
                        "stance": "says",
                    },
                )
            )
    insert(
        con,
        "articles",
        article_id=no,
        file_id=no,
        record_no=1,
        outlet="Tidings",
        language="en",
        raw_text=raw,
        body=body,
        published_on=date(2030, 1, 4),
        published_on_source="text",
        word_count=len(body.split()),
        duplicate_of=1 if no == 3 else None,
        lines_counted=no != 3,
        load_id=load_id,
    )
    for table, row in found:
        insert(con, table, **row)


@pytest.fixture(scope="module")
def valid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("valid") / "warehouse.duckdb"
    build(path)
    return path


def poisoned(valid: Path, path: Path, *sql: str) -> Path:
    """Copies the valid warehouse without its constraints, and spoils it."""
    shutil.copyfile(valid, path)
    with duckdb.connect(path) as con:
        con.execute("DROP SCHEMA marts CASCADE")
        for table in TABLES:
            con.execute(f"CREATE OR REPLACE TABLE {table} AS FROM {table}")
        for statement in sql:
            con.execute(statement)
    return path


@pytest.fixture(scope="module")
def lax(valid: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[duckdb.DuckDBPyConnection]:
    """A copy without constraints, to be spoilt within a transaction."""
    with duckdb.connect(poisoned(valid, tmp_path_factory.mktemp("lax") / "warehouse.duckdb")) as con:
        con.execute("SET VARIABLE load_id = ?", [LOAD])
        con.execute("SET threads = 1")
        yield con


@pytest.fixture
def spoilt(lax: duckdb.DuckDBPyConnection) -> Iterator[duckdb.DuckDBPyConnection]:
    lax.execute("BEGIN")
    yield lax
    lax.execute("ROLLBACK")


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    result = con.execute(sql)
    columns = [column for column, *_ in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def failing(con: duckdb.DuckDBPyConnection) -> dict[str, CheckDefinition]:
    return {f"{c.table_name}: {c.check_name}": c for c in gate.all_checks() if rows(con, c.offending)}


def failed(verdict: GateVerdict) -> dict[str, CheckResult]:
    return {f"{c.table_name}: {c.check_name}": c for c in verdict.checks if not c.passed}


SHIFT = "raw_start = raw_start + 1, raw_end = raw_end + 1"
BODY_SHIFT = "start_char = start_char + 1, end_char = end_char + 1"
FERRY = "Crews towed the 😀 ferry"
SAID = "said pilot Ines Talvo"
PIER = "near the pier"
LINES_COUNTED, RULES_COUNTED = "outlet_lines: rule.counts_lines_of_the_load", "outlet_rules: rule.counts_blocks"

POISONS: dict[str, tuple[str, str, *tuple[str, ...]]] = {
    # The check, what breaks it, what its example must show, and the checks that cannot but fail as well.
    "files: rule.reason_given": ("UPDATE files SET reason = NULL WHERE file_id = 91", "tidings/broken.txt"),
    "files: rule.counts_add_up": (f"UPDATE loads SET files_seen = 27 WHERE load_id = '{LOAD}'", '"files_seen": 27'),
    "files: rule.loaded_has_article": (
        "UPDATE files SET status = 'loaded', sha256 = repeat('a', 64) WHERE file_id = 91",
        "tidings/broken.txt",
    ),
    "files: rule.duplicate_has_original": (
        "UPDATE files SET sha256 = repeat('a', 64) WHERE file_id = 90",
        "copy/2.txt",
    ),
    "files: rule.rejected_is_recorded": (f"UPDATE rejections SET load_id = '{EARLIER[1]}'", "tidings/broken.txt"),
    "articles: rule.day_has_source": (
        "UPDATE articles SET published_on_source = NULL WHERE article_id = 5",
        "tidings/5.txt",
    ),
    "articles: rule.not_its_own_duplicate": (
        "UPDATE articles SET duplicate_of = 5 WHERE article_id = 5",
        "tidings/5.txt",
    ),
    "articles: rule.text_lies_in_blocks": (
        "UPDATE articles SET raw_text = raw_text || 'A line 😀 nobody kept.' WHERE article_id = 5",
        "A line 😀 nobody kept.",
    ),
    "articles: rule.body_of_its_blocks": (
        "UPDATE articles SET body = body || chr(10) WHERE article_id = 5",
        "tidings/5.txt",
    ),
    "articles: rule.word_count_of_body": (
        "UPDATE articles SET word_count = word_count + 1 WHERE article_id = 5",
        "tidings/5.txt",
    ),
    "articles: rule.day_not_in_future": (
        "UPDATE articles SET published_on = DATE '2030-01-07' WHERE article_id = 5",
        "2030-01-07",
    ),
    "articles: load.volume_in_band": (
        f"UPDATE loads SET articles_new = 200, articles_added = 200 WHERE load_id <> '{LOAD}'",
        '"usual": 200',
    ),
    "articles: load.strip_in_band": (
        f"""
        INSERT INTO outlet_rules SELECT load_id, 'Tidings', 'ad', 'line.sails', 9, 90, 9000, 9
        FROM loads WHERE load_id <> '{LOAD}' AND verdict = 'published'""",
        '"lines": ["A cafe',
    ),
    "articles: load.share_without_body": (
        """
        DELETE FROM figures WHERE article_id BETWEEN 3 AND 8; DELETE FROM quotes WHERE article_id BETWEEN 3 AND 8;
        DELETE FROM figure_parts WHERE article_id BETWEEN 3 AND 8;
        DELETE FROM quote_variants; DELETE FROM quote_groups;
        DELETE FROM roles WHERE article_id BETWEEN 3 AND 8;
        DELETE FROM mentions WHERE article_id BETWEEN 3 AND 8; DELETE FROM entity_aliases;
        INSERT INTO entity_aliases SELECT entity_id, surface, count(*), count(DISTINCT article_id) FROM mentions
        GROUP BY ALL;
        UPDATE blocks SET kind = 'related', start_char = NULL, end_char = NULL
        WHERE article_id BETWEEN 3 AND 8 AND kind <> 'byline';
        UPDATE articles SET body = '', word_count = 0 WHERE article_id BETWEEN 3 AND 8""",
        "tidings/6.txt",
        RULES_COUNTED,
    ),
    "articles: load.share_removed": (
        """
        INSERT INTO blocks SELECT block_id + 50, article_id, block_no + 1, 'ad', 'line.last', 1, length(raw_text),
            length(raw_text) + 20000, NULL, NULL, repeat('ads ', 5000)
        FROM blocks JOIN articles USING (article_id) WHERE kind = 'related';
        UPDATE articles SET raw_text = raw_text || repeat('ads ', 5000)""",
        "tidings/5.txt",
        RULES_COUNTED,
    ),
    "blocks: rule.raw_span_in_order": (
        """
        UPDATE articles SET raw_text = raw_text || 'x' WHERE article_id = 5;
        INSERT INTO blocks SELECT 598, 5, 7, 'other', 'line.last', 1, length(raw_text) - 1, length(raw_text), NULL,
            NULL, 'x' FROM articles WHERE article_id = 5;
        INSERT INTO blocks SELECT 599, 5, 8, 'other', 'line.last', 1, length(raw_text), length(raw_text), NULL, NULL, ''
        FROM articles WHERE article_id = 5""",
        "tidings/5.txt",
        LINES_COUNTED,
        RULES_COUNTED,
    ),
    "blocks: rule.body_span_whole": ("UPDATE blocks SET end_char = 9 WHERE block_id = 502", "By Ines Talvo"),
    "blocks: rule.body_kinds_in_body": (
        """
        INSERT INTO blocks SELECT 599, 5, 7, 'ad', 'line.last', 1, length(raw_text), length(raw_text) + 1,
            instr(body, 'A cafe') - 1, instr(body, 'A cafe'), 'A' FROM articles WHERE article_id = 5;
        UPDATE articles SET raw_text = raw_text || 'A' WHERE article_id = 5""",
        "tidings/5.txt",
        LINES_COUNTED,
        RULES_COUNTED,
    ),
    "blocks: rule.raw_slices_back": (
        "UPDATE blocks SET text = 'read more: tide tables' WHERE block_id = 506",
        "Read more: tide tables",
    ),
    "blocks: rule.body_slices_back": (f"UPDATE blocks SET {BODY_SHIFT} WHERE block_id = 505", PIER),
    "blocks: rule.do_not_overlap": (
        """
        INSERT INTO blocks SELECT 599, article_id, 7, 'other', 'line.last', 1, raw_start + 1, raw_end, NULL, NULL,
            text[2:] FROM blocks WHERE block_id = 506""",
        "ead more: tide tables",
        LINES_COUNTED,
        RULES_COUNTED,
    ),
    "blocks: rule.numbered_in_order": ("UPDATE blocks SET block_no = 9 WHERE block_id = 506", "Read more: tide tables"),
    "mentions: rule.surface_is_alias": ("DELETE FROM entity_aliases WHERE entity_id = 1", FERRY),
    "mentions: rule.probability_follows": ("UPDATE mentions SET probability = 0.5 WHERE mention_id = 5031", FERRY),
    "appearances: rule.node_of_one_entity": (
        """
        INSERT INTO entities SELECT * REPLACE (3 AS entity_id) FROM entities WHERE entity_id = 1;
        UPDATE appearances SET entity_id = 3 WHERE appearance_id = 11;
        UPDATE mentions SET entity_id = 3 WHERE appearance_id = 11;
        UPDATE figures SET counted_entity_id = 3, actor_entity_id = 3, target_entity_id = 3, attributed_entity_id = 3,
            place_entity_id = 3
        WHERE place_appearance_id = 11;
        DELETE FROM entity_aliases;
        INSERT INTO entity_aliases SELECT entity_id, surface, count(*), count(DISTINCT article_id) FROM mentions
        GROUP BY ALL""",
        "Ferry 1 halted at Port Ellmoor",
    ),
    "entities: rule.named_by_its_node": (
        "UPDATE entities SET node = 'PLACE:ellmoor' WHERE entity_id = 1",
        "Ferry 1 halted at Port Ellmoor",
    ),
    "entity_links: rule.sides_in_order": (
        "UPDATE entity_links SET left_node = right_node, right_node = left_node WHERE link_id = 1",
        "By Ines Talvo",
    ),
    "entity_links: rule.different_kept_apart": (
        """
        UPDATE entity_links SET judgement = 'different' WHERE link_id = 3;
        UPDATE appearances SET node = 'PERSON:talvo' WHERE appearance_id = 52""",
        '"other_block": "By Ines Talvo',
    ),
    "entity_links: rule.one_judgement_holds": (
        "UPDATE entity_links SET right_node = 'PERSON:talvo', left_node = 'PERSON:ines talvo' WHERE link_id = 1",
        '"right_node": "PERSON:talvo"',
    ),
    "entity_redirects: rule.redirected_is_gone": (
        "UPDATE entity_redirects SET old_entity_id = 2",
        '"old_entity_id": 2',
    ),
    "entity_aliases: rule.articles_within_mentions": (
        "UPDATE entity_aliases SET articles = mentions + 1 WHERE entity_id = 2",
        "By Ines Talvo",
        "entity_aliases: rule.counts_mentions",
    ),
    "entity_aliases: rule.counts_mentions": (
        "UPDATE entity_aliases SET mentions = mentions + 1 WHERE entity_id = 2",
        "By Ines Talvo",
    ),
    "entity_redirects: rule.points_elsewhere": (
        "UPDATE entity_redirects SET old_entity_id = 1",
        '"new_entity_id": 1',
        "entity_redirects: rule.redirected_is_gone",
    ),
    "figures: rule.low_below_high": ("UPDATE figures SET value_low = 13 WHERE article_id = 5", FERRY),
    "figures: rule.has_a_value": ("UPDATE figures SET value_low = NULL, value_high = NULL WHERE article_id = 5", FERRY),
    "figures: rule.day_not_after_article": (
        "UPDATE figures SET as_of = DATE '2030-01-06' WHERE article_id = 5",
        "2030-01-06",
    ),
    "figures: rule.day_has_source": ("UPDATE figures SET as_of = NULL WHERE article_id = 5", FERRY),
    "figures: rule.claim_has_claimant": ("UPDATE figures SET attributed_to = 'police' WHERE article_id = 5", FERRY),
    "figures: rule.values_finite": ("UPDATE figures SET value_high = 'inf' WHERE article_id = 5", FERRY),
    "figures: rule.surface_in_sentence": (
        "UPDATE figures SET sentence = 'Crews towed the 😀 ferry to Port Ellmoor' WHERE article_id = 5",
        FERRY,
    ),
    "figures: rule.sentence_in_block": ("UPDATE figures SET sentence = 'At 12.' WHERE article_id = 5", FERRY),
    "figures: rule.quote_of_same_article": ("UPDATE figures SET quote_id = 600 WHERE article_id = 5", FERRY),
    "loads: rule.finished_after_start": (
        f"UPDATE loads SET started_at = finished_at + INTERVAL 1 HOUR WHERE load_id = '{LOAD}'",
        LOAD,
    ),
    "loads: rule.articles_added_counted": (
        f"UPDATE loads SET articles_added = 25 WHERE load_id = '{LOAD}'",
        '"articles": 24',
    ),
    "loads: rule.new_within_added": (
        f"UPDATE loads SET articles_new = 25 WHERE load_id = '{LOAD}'",
        '"articles_new": 25',
    ),
    "articles: rule.counted_has_outlet": (
        "UPDATE articles SET outlet = NULL WHERE article_id = 5",
        "tidings/5.txt",
        LINES_COUNTED,
        RULES_COUNTED,
    ),
    "outlet_lines: rule.loads_within_articles": (
        "UPDATE outlet_lines SET loads = articles + 1 WHERE line = 'read more: tide tables'",
        '"loads": 25',
    ),
    "outlet_lines: rule.met_in_order": (
        f"UPDATE outlet_lines SET last_load_id = '{EARLIER[1]}' WHERE line = 'ferry # halted at port ellmoor'",
        '"line": "ferry # halted at port ellmoor"',
        LINES_COUNTED,
    ),
    LINES_COUNTED: ("DELETE FROM outlet_lines WHERE line[1:4] = 'read'", '"line": "read more: tide tables"'),
    "outlet_rules: rule.articles_within_blocks": (
        f"UPDATE outlet_rules SET articles = 1 + blocks, of_articles = 99 WHERE load_id = '{EARLIER[0]}'",
        '"of_articles": 99',
    ),
    "outlet_rules: rule.articles_within_all": (
        f"UPDATE outlet_rules SET blocks = 99, articles = 1 + of_articles WHERE load_id = '{EARLIER[0]}'",
        '"blocks": 99',
    ),
    "load_measures: load.mix_in_band": (
        f"UPDATE load_measures SET value = 2 WHERE load_id = '{LOAD}' AND measure = 'figures_per_article'",
        '"usual": 5',
    ),
    "load_measures: load.mix_far_off": (
        f"UPDATE load_measures SET value = 0.9 WHERE load_id = '{LOAD}' AND measure = 'articles_copied'",
        "articles_copied",
        "load_measures: load.mix_in_band",
    ),
    "load_measures: load.outlets_in_band": (
        f"DELETE FROM load_measures WHERE load_id = '{LOAD}' AND outlet = 'Dovecote'",
        '"outlet": "Dovecote"',
    ),
    "articles: load.fresh": (
        "UPDATE articles SET published_on = DATE '2029-12-31'; UPDATE figures SET as_of = DATE '2029-12-31'",
        "2029-12-31",
    ),
    "quote_groups: rule.in_several_articles": (
        "INSERT INTO quote_groups VALUES (2, 'No one was careless,');"
        "INSERT INTO quote_variants VALUES (600, 2, 'same')",
        '"articles": 1',
    ),
    "quote_groups: rule.text_is_a_wording": ("UPDATE quote_groups SET text = 'We were late.'", "We were late."),
    "figure_parts: rule.words_in_block": (
        "UPDATE figure_parts SET words = '13' WHERE figure_id = 503",
        '"words": "13"',
    ),
    "figure_parts: rule.span_whole": ("UPDATE figure_parts SET words = NULL WHERE figure_id = 503", "in_digits"),
    "figure_parts: rule.span_in_order": (
        "UPDATE figure_parts SET raw_end = raw_start WHERE figure_id = 503",
        "in_digits",
        "figure_parts: rule.words_in_block",
    ),
    RULES_COUNTED: (f"UPDATE outlet_rules SET characters = 7 WHERE load_id = '{LOAD}'", '"characters": 7'),
}

for _table, _key, _written, _row, _text in (
    ("mentions", "mention_id", "surface", 5031, FERRY),
    ("figures", "figure_id", "surface", 503, FERRY),
    ("quotes", "quote_id", "text", 500, SAID),
    ("roles", "role_id", "role", 500, SAID),
):
    _where = f"WHERE {_key} = {_row}"
    POISONS |= {
        f"{_table}: rule.raw_slices_back": (f"UPDATE {_table} SET {SHIFT} {_where}", _text),
        f"{_table}: rule.body_slices_back": (f"UPDATE {_table} SET {BODY_SHIFT} {_where}", _text),
        f"{_table}: rule.body_span_whole": (f"UPDATE {_table} SET end_char = NULL {_where}", _text),
        f"{_table}: rule.in_body_with_block": (
            f"UPDATE {_table} SET start_char = NULL, end_char = NULL {_where}",
            _text,
        ),
        f"{_table}: rule.block_of_same_article": (f"UPDATE {_table} SET block_id = block_id + 100 {_where}", _text),
        f"{_table}: rule.within_block": (
            f"UPDATE {_table} SET block_id = 501 {_where}",
            "Ferry 5 halted",
            *(["figures: rule.sentence_in_block", "figure_parts: rule.words_in_block"] if _table == "figures" else []),
        ),
        f"{_table}: rule.from_content": (
            f"""
            INSERT INTO {_table} BY NAME SELECT t.* REPLACE (
                9999 AS {_key}, 506 AS block_id, b.raw_start AS raw_start, b.raw_start + 4 AS raw_end,
                NULL AS start_char, NULL AS end_char, 'Read' AS {_written}
                {", 'Read more' AS sentence" if _table == "figures" else ""})
            FROM {_table} t, blocks b {_where} AND b.block_id = 506;
            INSERT INTO entity_aliases SELECT entity_id, surface, 1, 1 FROM mentions WHERE mention_id = 9999
            """,
            "Read more: tide tables",
        ),
    }

for _table, _column, _row, _text in (
    ("mentions", "entity_id", "mention_id = 5031", FERRY),
    ("roles", "entity_id", "role_id = 500", SAID),
    ("quotes", "speaker_entity_id", "quote_id = 500", SAID),
    *(
        ("figures", f"{what}_entity_id", "figure_id = 503", FERRY)
        for what in ("counted", "actor", "target", "attributed", "place")
    ),
):
    POISONS[f"{_table}: rule.{_column}_follows"] = (
        f"UPDATE {_table} SET {_column} = 3 - {_column} WHERE {_row}",
        _text,
        *(["mentions: rule.surface_is_alias", "entity_aliases: rule.counts_mentions"] if _table == "mentions" else []),
    )

for _table, _where, _text in (
    ("blocks", "block_id = 503", FERRY),
    ("mentions", "mention_id = 5031", FERRY),
    ("figures", "figure_id = 503", FERRY),
    ("quotes", "quote_id = 500", SAID),
    ("roles", "role_id = 500", SAID),
):
    _raw, _body, _within = (f"{_table}: rule.{n}" for n in ("raw_slices_back", "body_slices_back", "within_block"))
    _equal = f"{_table}: rule.spans_equally_long"
    POISONS |= {
        f"{_table}: rule.body_span_in_order": (
            f"UPDATE {_table} SET end_char = start_char WHERE {_where}",
            _text,
            _equal,
            _body,
        ),
        _equal: (f"UPDATE {_table} SET end_char = end_char - 1 WHERE {_where}", _text, _body),
    }
    if _table != "blocks":
        POISONS[f"{_table}: rule.raw_span_in_order"] = (
            f"UPDATE {_table} SET raw_end = raw_start WHERE {_where}",
            _text,
            _equal,
            _raw,
        )


def spoiling(table: Table, column: Column, family: str) -> str:
    """SQL that breaks a check on one column."""
    match family:
        case "not_null":
            value = "NULL"
        case "in_set":
            value = "'no such value'"
        case "matches_pattern":
            value = "'?'"
        case "in_bounds":
            value = f"{column.low} - 1"
        case _:
            value = "'nowhere'" if column.type == "VARCHAR" else "-1"
    return f"UPDATE {table.name} SET {column.name} = {value} WHERE rowid = 0"


DERIVED = {
    f"{check.table_name}: {check.check_name}": check
    for check in schema_checks()
    if check.check_name not in {f"rule.{rule}" for rule in TABLES[check.table_name].rules}
}


def test_every_check_has_a_poison() -> None:
    names = [f"{c.table_name}: {c.check_name}" for c in gate.all_checks()]
    assert len(set(names)) == len(names)
    assert set(names) == {*POISONS, *DERIVED}


@pytest.mark.parametrize("name", DERIVED)
def test_a_check_of_the_schema_can_fail(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    check = DERIVED[name]
    table = TABLES[check.table_name]
    what, family = check.check_name.split(".")
    if what == "columns":
        spoilt.execute(f"ALTER TABLE {table.name} ADD COLUMN another INTEGER")
    elif check.check_name == "key.unique":
        spoilt.execute(f"INSERT INTO {table.name} FROM {table.name} WHERE rowid = 0")
    else:
        spoilt.execute(spoiling(table, next(c for c in table.columns if c.name == what), family))
    assert len(rows(spoilt, check.offending)) == 1


@pytest.mark.parametrize("column", [(t.name, c.name, c.high) for t in TABLES.values() for c in t.columns if c.high])
def test_a_value_above_its_bound_fails(column: tuple[str, str, str], spoilt: duckdb.DuckDBPyConnection) -> None:
    table, name, high = column
    check = DERIVED[f"{table}: {name}.in_bounds"]
    spoilt.execute(f"UPDATE {table} SET {name} = {high} WHERE rowid = 0")
    assert rows(spoilt, check.offending) == []
    spoilt.execute(f"UPDATE {table} SET {name} = {high} + 1 WHERE rowid = 0")
    assert len(rows(spoilt, check.offending)) == 1


def test_a_valid_warehouse_fails_no_check(spoilt: duckdb.DuckDBPyConnection) -> None:
    assert list(failing(spoilt)) == []


@pytest.mark.parametrize("name", POISONS)
def test_a_poisoned_row_fails_exactly_its_check(name: str, spoilt: duckdb.DuckDBPyConnection) -> None:
    sql, shown, *entangled = POISONS[name]
    spoilt.execute(sql)
    found = failing(spoilt)
    assert set(found) == {name, *entangled}
    offending = rows(spoilt, found[name].offending)
    examples = [as_json(row, offending[0]) for row in rows(spoilt, example_query(found[name], offending[0]))]
    assert len(examples) == min(10, len(offending))
    assert any(shown in example for example in examples), examples


def test_offsets_are_checked_far_into_a_long_article(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"UPDATE mentions SET {SHIFT} WHERE article_id = 2 AND raw_start > {BIG}")
    spoilt.execute(f"UPDATE blocks SET text = 'u' || text[2:] WHERE article_id = 2 AND length(text) = {BIG}")
    spoilt.execute("UPDATE articles SET body = body || '.' WHERE article_id = 2")
    assert set(failing(spoilt)) == {
        "mentions: rule.raw_slices_back",
        "blocks: rule.raw_slices_back",
        "blocks: rule.body_slices_back",
        "articles: rule.body_of_its_blocks",
    }


def test_text_between_blocks_is_missed_wherever_it_stands(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute("DELETE FROM blocks WHERE article_id = 4 OR block_id = 502")
    check = next(c for c in gate.all_checks() if c.check_name == "rule.text_lies_in_blocks")
    lost = {row["article_id"]: row["lost"].strip() for row in rows(spoilt, check.offending)}
    assert lost[5] == LINES[1][1]
    assert lost[4].startswith("Ferry 4 halted")
    assert lost[4].endswith("Read more: tide tables")
    assert set(lost) == {4, 5}


def volume(con: duckdb.DuckDBPyConnection) -> tuple[bool, str]:
    check = next(c for c in gate.all_checks() if c.check_name == "load.volume_in_band")
    assert check.observed
    return not rows(con, check.offending), str(con.execute(check.observed).fetchall()[0][0])


@pytest.mark.parametrize(
    ("articles", "usual", "passes"),
    [(24, 30, True), (24, 74, True), (24, 120, True), (24, 121, False), (64, 12, False), (64, 14, True)],
)
def test_volume_is_held_against_the_median(
    articles: int, usual: int, passes: bool, spoilt: duckdb.DuckDBPyConnection
) -> None:
    spoilt.execute("UPDATE loads SET articles_added = 9000")
    spoilt.execute(f"UPDATE loads SET articles_new = if(load_id = '{LOAD}', {articles}, {usual})")
    assert volume(spoilt) == (passes, f"{articles} new articles; median of 5 earlier days: {usual}.0")


def test_volume_needs_a_history_of_days_with_articles(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"UPDATE loads SET articles_new = 5000 WHERE load_id <> '{LOAD}'")
    assert volume(spoilt)[0] is False
    spoilt.execute(f"UPDATE loads SET articles_new = 0 WHERE load_id = '{EARLIER[0]}'")
    assert volume(spoilt) == (True, "24 new articles; median of 4 earlier days: 5000.0")
    spoilt.execute(f"DELETE FROM loads WHERE load_id <> '{LOAD}'")
    assert volume(spoilt) == (True, "24 new articles; median of 0 earlier days: 0.0")


def test_a_load_of_decisions_alone_has_no_volume(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"UPDATE loads SET articles_new = 5000 WHERE load_id <> '{LOAD}'")
    assert volume(spoilt)[0] is False
    spoilt.execute(f"UPDATE loads SET files_seen = 0 WHERE load_id = '{LOAD}'")
    assert volume(spoilt)[0] is True


def test_both_may_be_unknown_where_no_appearance_is(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute("UPDATE figures SET place_entity_id = NULL, place_appearance_id = NULL WHERE figure_id = 503")
    assert set(failing(spoilt)) == set()
    spoilt.execute("UPDATE figures SET place_appearance_id = 51 WHERE figure_id = 503")
    assert set(failing(spoilt)) == {"figures: rule.place_entity_id_follows"}


def test_a_judgement_that_was_taken_back_keeps_nothing_apart(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(POISONS["entity_links: rule.different_kept_apart"][0])
    spoilt.execute("UPDATE entity_links SET retracted_at = decided_at WHERE link_id IN (2, 3)")
    assert set(failing(spoilt)) == set()


def test_loads_of_the_same_day_count_together(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"UPDATE loads SET articles_new = 5000 WHERE load_id <> '{LOAD}'")
    assert volume(spoilt)[0] is False
    this_morning = LOAD.replace("T02", "T00")
    assert this_morning != LOAD
    spoilt.execute(
        f"INSERT INTO loads SELECT * REPLACE ('{this_morning}' AS load_id, 4000 AS articles_new) FROM loads "
        f"WHERE load_id = '{EARLIER[0]}'"
    )
    assert volume(spoilt) == (True, "4024 new articles; median of 5 earlier days: 5000.0")


def test_shares_of_a_small_load_say_nothing(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(POISONS["articles: load.share_removed"][0])
    spoilt.execute(f"UPDATE articles SET body = '', load_id = '{EARLIER[1]}' WHERE article_id > 20")
    assert not {"articles: load.share_removed", "articles: load.share_without_body"} & set(failing(spoilt))


def test_a_duplicate_stays_one_when_its_original_changes(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(
        "UPDATE files SET sha256 = repeat('b', 64), seen_at = seen_at + INTERVAL 1 DAY WHERE path = 'tidings/2.txt'"
    )
    assert set(failing(spoilt)) == set()


def test_the_load_under_check_need_not_have_its_row_yet(spoilt: duckdb.DuckDBPyConnection) -> None:
    spoilt.execute(f"DELETE FROM loads WHERE load_id = '{LOAD}'")
    assert set(failing(spoilt)) == set()
    spoilt.execute(f"DELETE FROM loads WHERE load_id = '{EARLIER[0]}'")
    assert set(failing(spoilt)) == {
        "files: load_id.references_loads",
        "articles: load_id.references_loads",
        "entities: load_id.references_loads",
        "outlet_lines: first_load_id.references_loads",
        "outlet_rules: load_id.references_loads",
        "load_measures: load_id.references_loads",
    }


def test_great_expectations_passes_a_valid_candidate_and_leaves_it_alone(valid: Path) -> None:
    before = valid.read_bytes()
    verdict = gate.check(valid, LOAD)
    assert failed(verdict) == {}
    assert verdict.passed
    assert [(c.table_name, c.check_name) for c in verdict.checks] == [
        (c.table_name, c.check_name) for c in gate.all_checks()
    ]
    observed = {c.check_name: c.observed for c in verdict.checks}
    assert observed["rule.counts_add_up"] == "24 loaded + 1 duplicate + 1 rejected of 26 files"
    assert observed["load.volume_in_band"] == "24 new articles; median of 5 earlier days: 30.0"
    assert observed["load.share_without_body"] == "0 of 24 articles"
    assert re.fullmatch(r"\d+ of \d+ characters", observed["load.share_removed"])
    assert observed["key.unique"] == "0 offending"
    assert pickle.loads(pickle.dumps(verdict)) == verdict
    assert pickle.loads(pickle.dumps(gate.check)) is gate.check
    assert [path.name for path in valid.parent.iterdir()] == [valid.name]
    with duckdb.connect(valid) as con:  # nobody holds it open
        con.execute("CHECKPOINT")
    assert valid.read_bytes() == before


def test_great_expectations_refuses_with_an_example_of_each_failed_check(valid: Path, tmp_path: Path) -> None:
    names = ["articles: rule.day_not_in_future", "figures: rule.low_below_high", "quotes: rule.raw_slices_back"]
    candidate = poisoned(
        valid,
        tmp_path / "warehouse.duckdb",
        *(POISONS[name][0] for name in names),
        "UPDATE mentions SET label = 'GPE: {place}' WHERE label = 'PLACE'",
        "UPDATE files SET sha256 = 'f00' WHERE file_id = 7",
    )
    verdict = gate.check(candidate, LOAD)
    assert not verdict.passed
    refusals = failed(verdict)
    assert set(refusals) == {*names, "mentions: label.in_set", "files: sha256.matches_pattern"}
    for name in names:
        assert refusals[name].observed == "1 offending"
        assert POISONS[name][1] in refusals[name].detail
    expected, *examples = refusals["mentions: label.in_set"].detail.splitlines()
    assert expected == "label is one of 'PERSON', 'ORG', 'PLACE', 'GROUP'."
    assert refusals["mentions: label.in_set"].observed == f"{3 * (ARTICLES + 1)} offending"
    assert len(examples) == 10
    assert json.loads(examples[0]) == {
        "mention_id": 1011,
        "label": "GPE: {place}",
        "path": "tidings/1.txt",
        "block": "Ferry 1 halted at Port Ellmoor",
        "article_id": 1,
        "block_id": 101,
        "appearance_id": 11,
        "entity_id": 1,
        "probability": 0.9,
        "surface": "Port Ellmoor",
        "raw_start": 18,
        "raw_end": 30,
        "start_char": 18,
        "end_char": 30,
    }


def test_a_check_that_cannot_be_made_has_failed_and_stops_no_other(valid: Path, tmp_path: Path) -> None:
    candidate = poisoned(
        valid,
        tmp_path / "warehouse.duckdb",
        "ALTER TABLE figures DROP COLUMN bound",
        "DROP TABLE entity_redirects",
        "ALTER TABLE rejections RENAME TO real_rejections",
        "CREATE VIEW rejections AS SELECT * REPLACE (('x' || record_no)::INTEGER AS record_no) FROM real_rejections",
        "UPDATE quotes SET kind = 'shouted'",
    )
    refusals = failed(gate.check(candidate, LOAD))
    errors = {name for name, result in refusals.items() if result.observed.startswith("error: ")}
    assert errors == {
        "figures: bound.not_null",
        "figures: bound.in_set",
        "rejections: key.unique",
        "rejections: record_no.not_null",
        "rejections: record_no.in_bounds",
        "entity_redirects: key.unique",
        "entity_redirects: old_entity_id.not_null",
        "entity_redirects: reason.in_set",
        "entity_redirects: old_entity_id.in_bounds",
        "entity_redirects: new_entity_id.not_null",
        "entity_redirects: new_entity_id.references_entities",
        "entity_redirects: load_id.not_null",
        "entity_redirects: load_id.references_loads",
        "entity_redirects: reason.not_null",
        "entity_redirects: node.not_null",
        "entity_redirects: rule.points_elsewhere",
        "entity_redirects: rule.redirected_is_gone",
    }
    assert refusals["figures: bound.in_set"].observed.startswith('error: Binder Error: Referenced column "bound"')
    # This one fails while DuckDB runs it, and with it the transaction.
    assert refusals["rejections: record_no.in_bounds"].observed.startswith("error: Conversion Error: Could not convert")
    assert set(refusals) - errors == {
        "figures: columns.as_declared",
        "entity_redirects: columns.as_declared",
        "quotes: kind.in_set",
    }


def test_a_check_that_warns_refuses_nothing(valid: Path, tmp_path: Path) -> None:
    candidate = poisoned(
        valid,
        tmp_path / "warehouse.duckdb",
        POISONS["articles: load.strip_in_band"][0].replace("line.sails", "line.\x1b[2J"),
    )
    verdict = gate.check(candidate, LOAD)
    assert verdict.passed
    assert verdict.warnings == list(failed(verdict).values())
    (warning,) = verdict.warnings
    assert (warning.check_name, warning.severity) == ("load.strip_in_band", "warn")
    assert warning.observed == ("1 of 1 outlets: Tidings, blocks of kind ad 0.0, usually 1.0, most by line.\\u001b[2J")
    expected, example = warning.detail.splitlines()
    assert expected.startswith("Of each outlet's articles, ")
    assert json.loads(example) == {
        "outlet": "Tidings",
        "articles": ARTICLES,
        "measure": "blocks of kind ad",
        "value": 0.0,
        "usual": 1.0,
        "band": 0.15,
        "rule_kind": "ad",
        "rule": "line.\x1b[2J",
        "rule_value": 0.0,
        "rule_usual": 1.0,
        "lines": [LINES[4][1], LINES[2][1], "Ferry 10 halted at Port Ellmoor"],
    }


def test_a_warning_that_cannot_be_made_is_one_still(valid: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = CheckDefinition("articles", "load.odd", "Any.", "SELECT tide FROM articles", severity="warn")
    sound = CheckDefinition("articles", "load.even", "Any.", "SELECT article_id FROM articles WHERE false")
    monkeypatch.setattr(gate, "all_checks", lambda: [broken, sound])
    verdict = gate.check(valid, LOAD)
    assert verdict.passed
    assert [(w.check_name, w.observed[:20]) for w in verdict.warnings] == [("load.odd", "error: Binder Error:")]


def test_examples_come_without_their_origin_where_its_tables_are_gone(valid: Path, tmp_path: Path) -> None:
    candidate = poisoned(
        valid,
        tmp_path / "warehouse.duckdb",
        "DROP TABLE files",
        "UPDATE quotes SET kind = 'shouted' WHERE quote_id = 500",
    )
    result = failed(gate.check(candidate, LOAD))["quotes: kind.in_set"]
    assert [json.loads(line) for line in result.detail.splitlines()[1:]] == [{"quote_id": 500, "kind": "shouted"}]


@pytest.mark.parametrize("content", [None, b"", b"no database at all" * 1000])
def test_a_file_that_cannot_be_opened_is_refused(content: bytes | None, tmp_path: Path) -> None:
    candidate = tmp_path / "warehouse.duckdb"
    if content is not None:
        candidate.write_bytes(content)
    verdict = gate.check(candidate, LOAD)
    assert not verdict.passed
    assert {c.passed for c in verdict.checks} == {False}
    assert all(c.observed.startswith("error: ") for c in verdict.checks)
    assert len(verdict.checks) == len(gate.all_checks())
    assert candidate.exists() == (content is not None)


OFFLINE = """
import sys
def refuse(event, args):
    if event in ("socket.connect", "socket.getaddrinfo"):
        raise AssertionError(f"{event} {args}")
sys.addaudithook(refuse)
from pathlib import Path
from expectations import gate
assert "great_expectations" not in sys.modules
gate.warm()
assert "great_expectations" in sys.modules
assert gate.check(Path(sys.argv[1]), sys.argv[2]).passed
"""


def test_the_gate_is_silent_offline_and_leaves_no_files(valid: Path, tmp_path: Path) -> None:
    environment = {"HOME": str(tmp_path), "PYTHONPATH": os.pathsep.join(sys.path), "TMPDIR": str(tmp_path)}
    done = subprocess.run(
        [sys.executable, "-B", "-c", OFFLINE, str(valid), LOAD],
        cwd=tmp_path,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert list(tmp_path.iterdir()) == []
