"""Articles that passed the checks of texts in an earlier load, so that only what came or changed since is cut up again.

Of each article that passed, the load keeps a hash of all that these checks read of it, in `passed.bin` in the folder of
the warehouse. The next load makes these hashes anew, one scan of the columns, and leaves out of these checks what has
the same hash: it is what passed them. So whatever else touches an old row, by an error or by hand, has it checked. The
hash covers the SQL of the checks and the version of DuckDB, so a new rule looks at all articles.

The file is no part of what is published, and may be deleted: then the next load checks all articles. It is Parquet with
the hash of that behind it: a bit that flips on the disk could end the process that reads it.
"""

# ruff: noqa: S608  # every part of the SQL is written in this project

import hashlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from expectations.suites import CheckDefinition
from warehouse.schema.escaping import sql_text

NAME = "passed.bin"
"""Name of the file, in the folder of the warehouse."""
DIGEST_BYTES = hashlib.sha256().digest_size


@dataclass(frozen=True, slots=True)
class PassedArticles:
    """What is known of articles that passed.

    Attributes:
        file: where the hashes are kept, or will be.
        work: a folder for files that nobody needs afterwards.
        checks: the checks of texts.
    """

    file: Path
    work: Path
    checks: Sequence[CheckDefinition]

    def hash_sql(self) -> str:
        """Returns SQL that hashes what the checks read of each article, for `others` and `write_sql`."""
        return f"CREATE OR REPLACE TEMP TABLE hashed_articles AS {self._hashed()}"

    def others(self) -> str:
        """Returns SQL for the `article_id` of the articles that did not pass as they are now."""
        before = self._before()
        passed = f"ANTI JOIN read_parquet({sql_text(str(before))}) USING (article_id, hash)" if before else ""
        return f"SELECT article_id FROM hashed_articles {passed}"

    def write_sql(self) -> str:
        """Returns SQL that writes the hashes of all articles, for `keep`."""
        self.work.mkdir(exist_ok=True)
        return f"COPY hashed_articles TO {sql_text(str(self.work / 'passing.parquet'))} (FORMAT parquet)"

    def keep(self) -> None:
        """Keeps what `write_sql` wrote for the next load. A full disk only means that it checks all articles."""
        with suppress(OSError):
            content = (self.work / "passing.parquet").read_bytes()
            unfinished = self.work / NAME
            unfinished.write_bytes(content + hashlib.sha256(content).digest())
            unfinished.replace(self.file)

    def _before(self) -> Path | None:
        """Returns the hashes of an earlier load as Parquet; none where the file is missing or damaged."""
        try:
            kept = self.file.read_bytes()
            content, digest = kept[:-DIGEST_BYTES], kept[-DIGEST_BYTES:]
            if hashlib.sha256(content).digest() != digest:
                return None
            self.work.mkdir(exist_ok=True)
            readable = self.work / "passed.parquet"
            readable.write_bytes(content)
        except OSError:
            return None
        return readable

    def _hashed(self) -> str:
        """Returns SQL for `article_id` and the `hash` of all that the checks read of an article."""
        rules = hashlib.sha256()
        columns: dict[str, list[str]] = {}
        for check in self.checks:
            rules.update(f"\0{check.table_name}\0{check.check_name}\0{check.offending}".encode())
            for table, read in check.reads.items():
                columns.setdefault(table, []).extend(read)
        seed = sql_text(rules.hexdigest())
        rows = " UNION ALL ".join(
            f"SELECT article_id, sum(hash({seed}, version(), '{table}', {', '.join(sorted(set(read)))})) AS part "
            f"FROM {table} GROUP BY article_id"
            for table, read in columns.items()
        )
        return f"SELECT article_id, sum(part)::VARCHAR AS hash FROM ({rows}) GROUP BY article_id"
