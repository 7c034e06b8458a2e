"""A small candidate in which every check of the gate holds, and copies of it in which one does not."""

import re
import shutil
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb

from expectations import gate
from expectations.examples import as_json, example_query
from expectations.gate import CheckResult, GateVerdict
from expectations.rules.spans import PAGE, WINDOW
from expectations.suites import CheckDefinition
from warehouse.build import claims
from warehouse.schema.ddl import statements
from warehouse.schema.tables import TABLES
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

SHIFT = "raw_start = raw_start + 1, raw_end = raw_end + 1"

BODY_SHIFT = "start_char = start_char + 1, end_char = end_char + 1"

FERRY = "Crews towed the 😀 ferry"

SAID = "said pilot Ines Talvo"

PIER = "near the pier"

LINES_COUNTED, RULES_COUNTED = "outlet_lines: rule.counts_lines_of_the_load", "outlet_rules: rule.counts_blocks"

WRITTEN = re.compile(r"\b(?:UPDATE|INTO|DELETE FROM|TABLE) (\w+)")
"""The tables that SQL writes to."""

WORD = re.compile(r"\w+")

Poisons = dict[str, tuple[str, str, *tuple[str, ...]]]
"""By a check: the SQL that breaks it, what its example must show, and the checks that cannot but fail as well."""


def insert(con: duckdb.DuckDBPyConnection, table: str, **values: Any) -> None:
    row = [values.pop(column.name, None) for column in TABLES[table].columns]
    assert not values, f"no columns of {table}: {values}"
    con.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)


def build(path: Path) -> None:
    """Writes a warehouse in which everything holds: one old article, and a load of `ARTICLES`."""
    with duckdb.connect(path) as con:
        for statement in statements():
            con.execute(statement)
        con.execute("BEGIN")  # one for all rows: each of them on the disk would take most of the time
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
                articles_reprocessed=0,
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
            """
            INSERT INTO stories SELECT story_id, story_id, min(headline), min(published_on), max(published_on),
                count(*), count(*) FILTER (copy_of IS NULL), count(DISTINCT outlet) FROM articles GROUP BY story_id"""
        )
        con.execute(
            """
            INSERT INTO threads SELECT story_id, headline, first_published_on, last_published_on, 1, articles
            FROM stories"""
        )
        claims.settle(con)
        add_versions(con)
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
            "story_redirects",
            old_story_id=990,
            new_story_id=1,
            load_id=EARLIER[1],
            reason="merged",
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
        con.execute("COMMIT")


def add_versions(con: duckdb.DuckDBPyConnection) -> None:
    """Writes an earlier text of article 15, in which 9 people were hurt, and article 17 as an update of article 16."""
    con.execute("UPDATE articles SET url = 'https://tidings.example/ferry#' || article_id WHERE article_id IN (16, 17)")
    insert(con, "article_updates", article_id=16, later_article_id=17)
    body = con.execute("SELECT body FROM articles WHERE article_id = 15").fetchall()[0][0]
    earlier = LINES[2][1].replace("12", "9")
    insert(
        con,
        "article_versions",
        article_id=15,
        version_no=1,
        load_id=EARLIER[0],
        replaced_load_id=LOAD,
        body=body.replace(LINES[2][1], earlier),
        word_count=30,
    )
    insert(
        con,
        "article_version_statements",
        article_id=15,
        version_no=1,
        statement_no=1,
        kind="figure",
        text="9",
        sentence=earlier,
        value_low=9,
        value_high=9,
        bound="exact",
        currency="QQQ",
        event="wounded",
    )
    insert(
        con,
        "forgotten_articles",
        article_id=990,
        scope="article",
        outlet="Tidings",
        content_sha256="0" * 64,
        forgotten_at=datetime.fromisoformat("2030-01-04T09:00"),
        forgotten_by="ines",
        reason="its author asked",
        load_id=LOAD,
    )
    change = {"from_version": 1, "to_version": 2, "change_no": 1}
    insert(
        con,
        "article_changes",
        **change,
        article_id=15,
        later_article_id=15,
        kind="figure",
        change="changed",
        text_before=earlier,
        text_after=LINES[2][1],
        number_before="9",
        number_after="12",
    )
    insert(
        con,
        "article_changes",
        **change | {"to_version": 1},
        article_id=16,
        later_article_id=17,
        kind="paragraph",
        change="added",
        text_after="Ferry 17 halted at Port Ellmoor",
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
    insert(con, "article_authors", article_id=no, author_no=1, name="Ottilie Penrose")
    insert(con, "article_terms", article_id=no, term="ferry")
    insert(con, "article_shingles", article_id=no, shingle=no)
    if no == 4:
        insert(con, "copy_links", article_id=4, earlier_article_id=1, share=0.9, earlier_share=0.8)
    insert(con, "story_terms", article_id=no, term="ferry", weight=1, opening_weight=1)
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
                        "counted_class": "people",
                        **{
                            f"{what}_{to}": no * 10 + 1 if to == "appearance_id" else 1
                            for what in ("counted", "actor", "target", "attributed", "place")
                            for to in ("appearance_id", "entity_id")
                        },
                        "quote_id": no * 100,
                        "event": "killed",
                        "factuality": "actual",
                        "place_source": "sentence",
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
        copy_of=1 if no in (3, 4) else None,
        story_id=1 if no in (3, 4) else no,
        lines_counted=no != 3,
        **({"place_appearance_id": no * 10 + 1, "place_entity_id": 1, "place_source": "dateline"} if no == 5 else {}),
        load_id=load_id,
        extracted_load_id=load_id,
    )
    for table, row in found:
        insert(con, table, **row)


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


def rows(con: duckdb.DuckDBPyConnection, sql: str) -> list[dict[str, Any]]:
    result = con.execute(sql)
    columns = [column for column, *_ in result.description]
    return [dict(zip(columns, row, strict=True)) for row in result.fetchall()]


def failing(con: duckdb.DuckDBPyConnection, written: Iterable[str] = TABLES) -> dict[str, CheckDefinition]:
    """Returns the checks that fail, of those whose SQL names one of the tables `written`."""
    named = (c for c in gate.all_checks() if not set(written).isdisjoint(WORD.findall(c.offending)))
    return {f"{c.table_name}: {c.check_name}": c for c in named if rows(con, c.offending)}


def fails(con: duckdb.DuckDBPyConnection, name: str) -> bool:
    """Returns whether one check fails; the others are not run."""
    (check,) = (c for c in gate.all_checks() if f"{c.table_name}: {c.check_name}" == name)
    return bool(rows(con, check.offending))


def failed(verdict: GateVerdict) -> dict[str, CheckResult]:
    return {f"{c.table_name}: {c.check_name}": c for c in verdict.checks if not c.passed}


def assert_fails_exactly(con: duckdb.DuckDBPyConnection, name: str, poison: tuple[str, str, *tuple[str, ...]]) -> None:
    """Breaks a check, and sees that it fails with an example, and no other check but those named.

    No check failed before, so only those that read a table that was written to can fail now.
    """
    sql, shown, *entangled = poison
    con.execute(sql)
    found = failing(con, WRITTEN.findall(sql))
    assert set(found) == {name, *entangled}
    offending = rows(con, found[name].offending)
    examples = [as_json(row, offending[0]) for row in rows(con, example_query(found[name], offending[0]))]
    assert len(examples) == min(10, len(offending))
    assert any(shown in example for example in examples), examples
