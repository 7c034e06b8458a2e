"""What a table and a column are, and the columns that several tables have."""

from dataclasses import dataclass, field
from typing import Literal

import polars as pl

from warehouse.schema.tables.values import PLACE_TYPES

SqlType = Literal["BIGINT", "INTEGER", "DOUBLE", "VARCHAR", "BOOLEAN", "DATE", "TIMESTAMP"]

POLARS_TYPES: dict[SqlType, pl.DataType] = {
    "BIGINT": pl.Int64(),
    "INTEGER": pl.Int32(),
    "DOUBLE": pl.Float64(),
    "VARCHAR": pl.String(),
    "BOOLEAN": pl.Boolean(),
    "DATE": pl.Date(),
    "TIMESTAMP": pl.Datetime("us"),
}


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    Attributes:
        name: as readers write it.
        type: type in DuckDB.
        meaning: one sentence for the dictionary and the column's COMMENT.
        nullable: whether the column may hold null, for "none" or "not known".
        values: the only values allowed, in the order of the dictionary; empty if any value is.
        low: smallest value allowed, in SQL.
        high: largest value allowed, in SQL.
        pattern: regular expression that the whole value matches.
        references: `table.column` in which each value that is not null occurs.
        follows: column of the same table that refers to an appearance; this column holds the entity of it.
    """

    name: str
    type: SqlType
    meaning: str
    nullable: bool = False
    values: tuple[str, ...] = ()
    low: str | None = None
    high: str | None = None
    pattern: str | None = None
    references: str | None = None
    follows: str | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """One table.

    Attributes:
        name: a plain plural in schema `main`.
        grain: what one row is.
        key: columns that identify a row.
        columns: in the order of the table.
        rules: conditions on several columns of one row, as SQL, by name.
    """

    name: str
    grain: str
    key: tuple[str, ...]
    columns: tuple[Column, ...]
    rules: dict[str, str] = field(default_factory=dict)

    @property
    def schema(self) -> pl.Schema:
        """The table as a Polars schema, in column order."""
        return pl.Schema({c.name: POLARS_TYPES[c.type] for c in self.columns})


def id_column(name: str, meaning: str) -> Column:
    """Returns the column of a table's own id, from 1."""
    return Column(name, "BIGINT", meaning, low="1")


def reference(name: str, target: str, meaning: str, *, nullable: bool = False) -> Column:
    """Returns a column that holds ids of `target`, which is `table.column`."""
    return Column(name, "BIGINT", meaning, nullable=nullable, references=target)


def entity_columns(name: str, meaning: str, *, nullable: bool = False) -> tuple[Column, Column]:
    """Returns two columns: the appearance that is meant, and the entity of this appearance, which is column `name`."""
    appearance = name.removesuffix("entity_id") + "appearance_id"
    return (
        reference(
            appearance, "appearances.appearance_id", f"{meaning} As the article alone tells it.", nullable=nullable
        ),
        Column(name, "BIGINT", meaning, nullable=nullable, references="entities.entity_id", follows=appearance),
    )


def place_columns() -> tuple[Column, ...]:
    """Returns the columns that locate a place: what it is, country code, latitude and longitude."""
    return (
        Column("place_type", "VARCHAR", "What a place is, where known.", nullable=True, values=PLACE_TYPES),
        Column("country_code", "VARCHAR", "ISO 3166-1 alpha-2 code of a place, where known.", nullable=True,
               pattern="[A-Z]{2}"),
        Column("latitude", "DOUBLE", "Degrees north of a place, where known.", nullable=True, low="-90", high="90"),
        Column("longitude", "DOUBLE", "Degrees east of a place, where known.", nullable=True, low="-180", high="180"),
    )  # fmt: skip


def probability_column(meaning: str) -> Column:
    """Returns the column `probability`, from 0 to 1."""
    return Column("probability", "DOUBLE", meaning, low="0", high="1")


def load_column(meaning: str) -> Column:
    """Returns the column `load_id`, which refers to a load."""
    return Column("load_id", "VARCHAR", meaning, references="loads.load_id")


def article_column() -> Column:
    """Returns the column of the article that a row belongs to."""
    return reference("article_id", "articles.article_id", "The article.")


def block_column() -> Column:
    """Returns the column of the block that a row was read from."""
    return reference("block_id", "blocks.block_id", "The block it stands in; `blocks.kind` tells caption from body.")


def span_columns() -> tuple[Column, ...]:
    """Returns the offsets of a piece of text, in characters: in the raw text, and in the body if it is part of it."""
    return (
        Column("raw_start", "INTEGER", "First character in `articles.raw_text`.", low="0"),
        Column("raw_end", "INTEGER", "End in `articles.raw_text`, exclusive.", low="0"),
        Column("start_char", "INTEGER", "First character in `articles.body`; null outside it.", nullable=True, low="0"),
        Column("end_char", "INTEGER", "End in `articles.body`, exclusive; null outside it.", nullable=True, low="0"),
    )


SPAN_RULES = {
    "raw_span_in_order": "raw_start < raw_end",
    "body_span_in_order": "start_char < end_char",
    "body_span_whole": "(start_char IS NULL) = (end_char IS NULL)",
    "spans_equally_long": "start_char IS NULL OR end_char - start_char = raw_end - raw_start",
}
"""Rules of a table with `span_columns`."""
