"""A small warehouse of entities by hand: rows put into the tables, and published as a load would be."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import duckdb

from tests.nights import empty_warehouse
from warehouse.build import claims
from warehouse.publish import journal, layout, swap
from warehouse.schema.escaping import sql_text
from warehouse.schema.migrations import schema_version
from warehouse.schema.tables import TABLES

NIGHT = datetime(2031, 5, 1, 2, 0, tzinfo=UTC)
ZEROES = {
    "BIGINT": 1, "INTEGER": 1, "DOUBLE": 1.0, "VARCHAR": "x", "BOOLEAN": False, "DATE": date(2031, 5, 1),
    "TIMESTAMP": datetime(2031, 5, 1, 2, 0),  # noqa: DTZ001 - as DuckDB has it
}  # fmt: skip
"""What stands in a column that must hold something, and of which nothing is said."""


class Ledger:
    """Collects rows, and publishes them; each article is one body block."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {}
        self.texts: dict[int, str] = {}
        self.afterwards: list[str] = []
        """SQL that runs when all rows are in."""

    def add(self, table: str, **row: Any) -> int:
        """Adds a row, and returns its number in the table."""
        rows = self.rows.setdefault(table, [])
        rows.append(row)
        return len(rows)

    def entity(self, entity_id: int, kind: str, name: str, **row: Any) -> None:
        self.add("entities", entity_id=entity_id, kind=kind, name=name, name_key=name.lower(), **row)

    def article(self, text: str, *, outlet: str | None = "Harbour Post", day: date | None = None, **row: Any) -> int:
        number = len(self.texts) + 1
        self.texts[number] = text
        row |= {"published_on": day, "published_on_source": day and "text"}
        row["copy_of"] = row.get("copy_of") or row.get("duplicate_of")
        row.setdefault("story_id", row["copy_of"] or number)
        self.add("articles", article_id=number, outlet=outlet, raw_text=text, body=text, **row)
        self.add(
            "blocks", block_id=number, article_id=number, block_no=1, kind="body", text=text,
            raw_start=0, raw_end=len(text), start_char=0, end_char=len(text),
        )  # fmt: skip
        return number

    def names(
        self, article: int, entity: int, node: str, *surfaces: str, role: str | None = None, probability: float = 1.0
    ) -> None:
        """Says that an article names an entity, at the first place of each surface, and with which role."""
        of = {"article_id": article, "entity_id": entity}
        kind = node.partition(":")[0]
        appearance = len(self.rows.get("appearances", ())) + 1
        self.add(
            "appearances", **of, appearance_id=appearance, node=node, kind=kind, name=surfaces[0],
            name_key=node.partition(":")[2].partition("@")[0], is_short="@" in node, probability=probability,
        )  # fmt: skip
        for text in surfaces:
            place = self._place(article, text)
            number = len(self.rows.get("mentions", ())) + 1
            self.add(
                "mentions", **of, **place, mention_id=number, appearance_id=appearance, label=kind, surface=text,
                probability=probability,
            )  # fmt: skip
        if role is not None:
            self.add("roles", **of, **self._place(article, role), appearance_id=appearance, role=role)

    def says(self, article: int, speaker: int, text: str, *, cue: str) -> None:
        """Says that an article quotes somebody, at the first place of the words."""
        of = {"article_id": article, "speaker_entity_id": speaker, "speaker_appearance_id": 1, "speaker": "x"}
        self.add("quotes", **of, **self._place(article, text), kind="partial", text=text, cue=cue)

    def counts(
        self, article: int, surface: str, value: float, *, event: str, claimant: int, **of_entities: int
    ) -> None:
        """Says that an article has a figure by a claimant, and of which `place` or `counted` entity."""
        entities = {f"{name}_entity_id": entity for name, entity in of_entities.items()}
        self.add(
            "figures", article_id=article, **self._place(article, surface), **entities, surface=surface,
            value_low=value, value_high=value, bound="exact", event=event, factuality="actual", status="claimed",
            counted_class="people",
            attributed_entity_id=claimant, attributed_to="x",
            place_source="sentence" if "place" in of_entities else None,
        )  # fmt: skip

    def link(self, one: str, other: str, judgement: str, **row: Any) -> None:
        left, right = sorted((one, other))
        defaults = {"method": "spelling", "decided_by": "newsledger", "features": "{}", "score": 0.5}
        self.add("entity_links", left_node=left, right_node=right, judgement=judgement, **defaults | row)

    def publish(self, directory: Path) -> Path:
        """Publishes the rows, and returns the file."""
        with swap.lock(directory):
            load_id = layout.next_load_id(NIGHT, layout.load_ids(directory))
            file = layout.candidate_file(directory, load_id)
            file.parent.mkdir(parents=True)
            with duckdb.connect(str(file)) as con:
                self.fill(con)
            instant = NIGHT.isoformat()
            manifest = {
                "load_id": load_id, "started_at": instant, "finished_at": instant, "verdict": "published",
                "articles_added": len(self.texts), "files_seen": 0, "base_load_id": None, "code_version": "0.1.0",
                "model_version": "tiny 1.0", "rows": {}, "checks": [], "schema_version": schema_version(),
                "next_ids": {},
            }  # fmt: skip
            journal.write(file.with_name("manifest.json"), manifest)
            return swap.publish(directory, load_id)

    def fill(self, con: duckdb.DuckDBPyConnection) -> None:
        """Makes the tables and marts in an empty database, with the rows and what a load derives from them."""
        con.execute(f"ATTACH {sql_text(str(empty_warehouse()))} AS empty (READ_ONLY)")
        ((name,),) = con.execute("SELECT current_database()").fetchall()
        con.execute(f"COPY FROM DATABASE empty TO {name}")
        con.execute("DETACH empty")
        con.execute("BEGIN")
        for table, rows in self.rows.items():
            for number, row in enumerate(rows, 1):
                _insert(con, table, number, row)
        con.execute(_STORIES)
        con.execute(_THREADS)
        for statement in self.afterwards:
            con.execute(statement)
        claims.settle(con)
        con.execute(
            "INSERT INTO entity_aliases SELECT entity_id, surface, count(*), count(DISTINCT article_id) "
            "FROM mentions GROUP BY ALL"
        )
        con.execute("COMMIT")

    def _place(self, article: int, text: str) -> dict[str, int]:
        start = self.texts[article].index(text)
        span = {"raw_start": start, "raw_end": start + len(text), "start_char": start, "end_char": start + len(text)}
        return {"block_id": article} | span


_STORIES = """
    INSERT INTO stories BY NAME
    SELECT story_id, story_id AS thread_id, arg_min(headline, article_id) AS headline,
        min(published_on) AS first_published_on, max(published_on) AS last_published_on, count(*) AS articles,
        count(*) FILTER (copy_of IS NULL) AS independent_articles, count(DISTINCT outlet) AS outlets
    FROM articles GROUP BY story_id
"""

_THREADS = """
    INSERT INTO threads BY NAME
    SELECT thread_id, headline, first_published_on, last_published_on, 1 AS stories, articles FROM stories
"""


def _insert(con: duckdb.DuckDBPyConnection, table: str, number: int, row: dict[str, Any]) -> None:
    numbered = TABLES[table].columns[0].name
    required = {c.name: c.values[0] if c.values else ZEROES[c.type] for c in TABLES[table].columns if not c.nullable}
    values = required | ({numbered: number} if numbered.endswith("_id") else {}) | row
    con.execute(
        f"INSERT INTO {table} ({', '.join(values)}) VALUES ({', '.join('?' * len(values))})", [*values.values()]
    )
