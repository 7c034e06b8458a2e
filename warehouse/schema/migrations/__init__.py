"""How a warehouse of an earlier schema version becomes one of today: numbered files of SQL, one for each version.

`0007_prose_key.sql` makes schema 7 out of schema 6. Its first lines say what changes and hold the fingerprint of the
tables that it leads to, so that a test fails when tables change without a migration. The statements run one after
another on a copy of the published file, whose tables are those of the version before. A statement that mentions
`$first_article` and `$last_article` runs for one range of article ids after the other, so that it need not hold the
texts of the whole warehouse.

A migration only has to give the tables their columns, under any order and without constraints: afterwards all rows are
copied into tables that are made from the declarations (`warehouse.build.migrate`). It is never changed once a release
holds it.
"""

import hashlib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from warehouse.schema.tables import TABLES

_NAME = re.compile(r"(\d{4})_[a-z_]+\.sql")
_FINGERPRINT = re.compile(r"^-- Fingerprint: ([0-9a-f]{16})$", re.M)


@dataclass(frozen=True, slots=True)
class Migration:
    """One step to a schema version.

    Attributes:
        version: the schema version that it leads to.
        name: of its file.
        sql: its statements.
        fingerprint: of the tables that it leads to, as `fingerprint` returns it.
    """

    version: int
    name: str
    sql: str
    fingerprint: str


@cache
def migrations() -> tuple[Migration, ...]:
    """Returns all migrations, in order.

    Raises:
        ValueError: a file has no number or no fingerprint, or a number is missing.
    """
    found = []
    for file in sorted(files(__name__).iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".sql"):
            continue
        sql = file.read_text(encoding="utf-8")
        name, noted = _NAME.fullmatch(file.name), _FINGERPRINT.search(sql)
        if name is None or noted is None:
            raise ValueError(f"{file.name}: its name must be like 0007_prose_key.sql, and it must hold a fingerprint")
        found.append(Migration(int(name[1]), file.name, sql, noted[1]))
    versions = [migration.version for migration in found]
    if versions != list(range(versions[0], versions[0] + len(found))):
        raise ValueError(f"the migrations have the numbers {versions}: each must follow the one before")
    return tuple(found)


def schema_version() -> int:
    """Returns the schema version of the tables as they are declared: that of the last migration."""
    return migrations()[-1].version


def oldest_version() -> int:
    """Returns the earliest schema version from which a migration leads on."""
    return migrations()[0].version - 1


def fingerprint() -> str:
    """Returns 16 hexadecimal digits that change with every table, column, type, key or reference that is declared.

    Values, bounds and rules are left out: a change of these needs no migration, for rows are copied into tables with
    the new ones, and the copy fails where a row breaks one.
    """
    declared = [
        (table.name, table.key, [(c.name, c.type, c.nullable, c.references, c.follows) for c in table.columns])
        for table in TABLES.values()
    ]
    return hashlib.sha256(repr(declared).encode()).hexdigest()[:16]
