"""The small candidate in which everything holds, and a copy to spoil."""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pytest

from tests.candidate import LOAD, build, poisoned


@pytest.fixture(scope="session")
def valid(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("valid") / "warehouse.duckdb"
    build(path)
    return path


@pytest.fixture(scope="session")
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
