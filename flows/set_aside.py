"""The articles of a night that are set aside: those that could not be extracted, and those that a check blames."""

from collections.abc import Mapping
from pathlib import Path

import polars as pl

from transforms.ingest.set_aside import FORGOTTEN, SET_ASIDE, without
from warehouse import WarehouseError
from warehouse.schema.escaping import escape
from warehouse.schema.tables.stages import BATCH_FRAMES, FILES_READ

FEW, MOST = 20, 1 / 3
"""Articles of a load that may fail to be extracted: so many, or this share of what was read so far. A page that ends a
worker is rare, and comes in a handful where somebody drops it on purpose; beyond this the fault is ours, or the
machine's."""

_FAULTS = pl.Schema({"article_id": pl.Int64(), "detail": pl.String()})


class TooMuchSetAside(WarehouseError):  # noqa: N818 - not an error of the warehouse's files, but one line for the user
    """So many articles cannot be loaded that the load would be no night of news."""


class SetAside:
    """The articles that are set aside, of the frames in one work folder.

    Attributes:
        articles_read: how many articles the night has read so far.
    """

    def __init__(self, work: Path) -> None:
        """Takes the folder of the night's files."""
        self._work = work
        self._articles = SET_ASIDE.to_frame()
        self.articles_read = 0

    def add(self, articles: pl.DataFrame) -> None:
        """Adds articles that could not be extracted; their frames hold nothing of them.

        Args:
            articles: the columns of `SET_ASIDE`.

        Raises:
            TooMuchSetAside: there are more of them than can be the fault of each.
        """
        self._articles = pl.concat([self._articles, articles])
        failed = self._articles.filter(pl.col("reason") != FORGOTTEN).height
        if failed > max(FEW, MOST * self.articles_read):
            last = self._articles.row(-1, named=True)
            raise TooMuchSetAside(
                f"{failed} articles cannot be extracted, of {self.articles_read} that were read; the "
                f"last is of {escape(last['path'])} ({last['reason']}: {escape(last['detail'])})"
            )

    def forget(self, articles: pl.DataFrame) -> None:
        """Adds articles that were taken down, so that they are not even extracted; they are no fault of anything.

        Args:
            articles: the columns `file_id`, `path` and `record_no`.
        """
        named = articles.select("file_id", "path", "record_no", reason=pl.lit(FORGOTTEN))
        self._articles = pl.concat([self._articles, named.cast({"record_no": pl.Int32})], how="diagonal")

    def quarantine(self, faults: Mapping[int, str]) -> None:
        """Takes articles out of the frames.

        Args:
            faults: the check that each of them broke, by `article_id`.
        """
        blamed = pl.DataFrame({"article_id": list(faults), "detail": list(faults.values())}, _FAULTS)
        for raw in sorted(self._work.glob("raw-*.parquet")):
            found = pl.read_parquet(raw).join(blamed, on="article_id")
            if found.is_empty():
                continue
            batch = raw.stem.removeprefix("raw-")
            for name in BATCH_FRAMES:
                path = self._work / f"{name}-{batch}.parquet"
                left = pl.read_parquet(path).join(blamed, on="article_id", how="anti", maintain_order="left")
                unfinished = path.with_suffix(".tmp")  # the file has a second name where frames are kept
                left.write_parquet(unfinished)
                unfinished.replace(path)
            detail = pl.format("{}: ", "member").fill_null("") + pl.col("detail")
            named = found.with_columns(reason=pl.lit("quarantined"), detail=detail)
            self._articles = pl.concat([self._articles, named.select(SET_ASIDE.names())])

    def without(self, files: list[pl.DataFrame]) -> tuple[pl.DataFrame, pl.DataFrame]:
        """Returns files that were read, and rejections, as `transforms.ingest.set_aside.without` does."""
        left = [pl.read_parquet(path, columns=["file_id"]) for path in self._work.glob("articles-*.parquet")]
        ids = pl.concat([pl.DataFrame(schema={"file_id": pl.Int64}), *left])["file_id"].unique()
        return without(pl.concat([FILES_READ.to_frame(), *files]), self._articles, ids)
