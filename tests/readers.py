"""Readers of a warehouse, each a process of its own: `python readers.py KIND PATH STOP` asks until STOP is there.

While a file `rest` lies beside STOP, it asks nothing. It prints a line of JSON for each question: when it was answered,
the load that it saw, and whether the tables agreed; or the error. Nothing of newsledger is imported, so that any Python
that has the library can run it.
"""

import json
import shutil
import subprocess
import sys
import time
from pathlib import Path

REST = "rest"

QUESTION = """
SELECT (SELECT max(load_id) FROM {0}loads) AS load_id,
    (SELECT count(*) FROM {0}articles) = (SELECT sum(articles_added) FROM {0}loads)
    AND (SELECT count(*) FROM {0}articles) = (SELECT count(DISTINCT article_id) FROM {0}blocks)
    AND (SELECT max(load_id) FROM {0}articles) = (SELECT max(load_id) FROM {0}loads) AS agree
"""


def one_connection(path):
    import duckdb

    connection = duckdb.connect(path, read_only=True)
    return lambda: connection.execute(QUESTION.format("")).fetchone()


def connection_per_question(path):
    import duckdb

    def ask():
        with duckdb.connect(path, read_only=True) as connection:
            return connection.execute(QUESTION.format("")).fetchone()

    return ask


def attached(path):
    import duckdb

    connection = duckdb.connect()

    def ask():
        connection.execute(f"ATTACH '{path}' AS news (READ_ONLY)")
        try:
            return connection.execute(QUESTION.format("news.")).fetchone()
        finally:
            connection.execute("DETACH news")

    return ask


def polars(path):
    import duckdb
    import polars

    def ask():
        with duckdb.connect(path, read_only=True) as connection:
            return polars.read_database(QUESTION.format(""), connection).row(0)

    return ask


def sqlalchemy(path, **pool):
    import sqlalchemy

    engine = sqlalchemy.create_engine(f"duckdb:///{path}", connect_args={"read_only": True}, **pool)

    def ask():
        with engine.connect() as connection:
            return connection.execute(sqlalchemy.text(QUESTION.format(""))).fetchone()

    return ask


def sqlalchemy_without_pool(path):
    from sqlalchemy.pool import NullPool

    return sqlalchemy(path, poolclass=NullPool)


def streamlit(path):
    import streamlit
    from sqlalchemy.pool import NullPool

    connection = streamlit.connection(
        "news", type="sql", url=f"duckdb:///{path}", connect_args={"read_only": True}, poolclass=NullPool
    )

    def ask():
        row = connection.query(QUESTION.format(""), ttl=0).iloc[0]
        return row["load_id"], bool(row["agree"])

    return ask


def command(*words):
    def ask():
        done = subprocess.run(words, capture_output=True, text=True, check=False)
        if done.returncode:
            raise OSError(done.stderr.strip() or done.stdout.strip())
        [row] = json.loads(done.stdout)
        return row["load_id"], row["agree"] in (True, "true")

    return ask


def duckdb_cli(path):
    program = shutil.which("duckdb", path=Path(sys.executable).parent) or "duckdb"
    return command(program, "-readonly", "-json", path, QUESTION.format(""))


def newsledger_sql(path):
    code = "from flows.cli.group import main; main(prog_name='newsledger')"
    folder = str(Path(path).parent)
    return command(sys.executable, "-c", code, "sql", "--format", "json", "--warehouse", folder, QUESTION.format(""))


KINDS = {
    "duckdb, one connection": one_connection,
    "duckdb, one per question": connection_per_question,
    "another duckdb, ATTACH": attached,
    "Polars": polars,
    "SQLAlchemy, default pool": sqlalchemy,
    "SQLAlchemy, NullPool": sqlalchemy_without_pool,
    "Streamlit": streamlit,
    "duckdb command line": duckdb_cli,
    "newsledger sql": newsledger_sql,
}
ELSEWHERE = {"Streamlit", "duckdb command line"}
"""Kinds that are installed in an environment of their own: `tests/compatibility`."""
STAY = {"duckdb, one connection", "SQLAlchemy, default pool"}
"""Kinds that are documented to stay on the version that they opened."""


def main(kind, path, stop):
    ask = KINDS[kind](path)
    rest = Path(stop).with_name(REST)
    while not Path(stop).exists():
        if rest.exists():
            time.sleep(0.01)
            continue
        try:
            load_id, agree = ask()
            line = {"at": time.time(), "load_id": load_id, "agree": bool(agree)}
        except Exception as error:  # noqa: BLE001  # every error is what is looked for
            line = {"at": time.time(), "error": f"{type(error).__name__}: {error}"}
        print(json.dumps(line), flush=True)
        time.sleep(0.01)


if __name__ == "__main__":
    main(*sys.argv[1:])
