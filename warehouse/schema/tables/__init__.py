"""The schema: every table and column of the warehouse, declared once, in the modules of this folder.

From these declarations derive the DDL (`warehouse.schema.ddl`), the Polars schemas of the stages (`Table.schema`), the
suites of the gate (`expectations.suites`) and `docs/data-dictionary.md` (`warehouse.schema.dictionary`).
"""

from warehouse.schema.tables import (
    articles,
    claims,
    entities,
    figures,
    forgotten,
    load_measures,
    loads,
    outlets,
    quotes,
    stories,
    versions,
)
from warehouse.schema.tables.columns import Table

TABLES: dict[str, Table] = {
    table.name: table
    for module in (
        articles,
        entities,
        figures,
        quotes,
        stories,
        claims,
        versions,
        forgotten,
        loads,
        outlets,
        load_measures,
    )
    for table in vars(module).values()
    if isinstance(table, Table)
}
"""All tables by name, in the order of the dictionary: that of the modules, and in a module that of the file."""
