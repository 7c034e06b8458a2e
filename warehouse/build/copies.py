"""Copies: articles that reprint an earlier one, whole or as a desk cut and edited it."""

import duckdb

from warehouse.schema.relation import Relators


def mark(con: duckdb.DuckDBPyConnection, relators: Relators) -> None:
    """Sets `copy_of` of all articles, once `duplicate_of` is right."""
    del relators
    con.execute(_MARK_DUPLICATES)


_MARK_DUPLICATES = """
    UPDATE articles SET copy_of = duplicate_of WHERE copy_of IS DISTINCT FROM duplicate_of
"""
