"""Which files of the corpus are read in this load, and what becomes of the others."""

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from transforms.ingest.corpus import SCANNED
from warehouse.schema.tables.articles import FILES
from warehouse.schema.tables.stages import ARTICLES_READ, FILES_READ, REJECTED

CHOSEN = pl.Schema({**SCANNED, "file_id": pl.Int64(), "role": pl.String(), "original": pl.String()})
KNOWN = pl.Schema(
    {
        **{name: FILES.schema[name] for name in ("path", "file_id", "sha256", "size_bytes", "status", "reason")},
        "code_version": pl.String(),
        "set_aside": pl.Boolean(),
    }
)


@dataclass(frozen=True, slots=True)
class Ingested:
    """What became of some inputs.

    Attributes:
        files: one row per file, the columns of `FILES_READ`.
        articles: one row per article, the columns of `ARTICLES_READ`.
        rejections: one row per input not loaded, the columns of `REJECTED`; `record_no` 0 is the whole file.
        size_bytes: how much of the files was read for it.
    """

    files: pl.DataFrame
    articles: pl.DataFrame
    rejections: pl.DataFrame
    size_bytes: int = 0


def choose(scanned: pl.DataFrame, known: pl.DataFrame, *, code_version: str) -> pl.DataFrame:
    """Picks the inputs that this night must look at: new ones, changed ones, and those that lost their original.

    A file rejected by another version of the code is looked at again, and so is a loaded one of which another version
    set an article aside. Files gone from the corpus stay as they are.

    Args:
        scanned: what `scan` gave.
        known: the files of the warehouse, the columns of `KNOWN`; `code_version` is that of the load which last
            changed the row, and `set_aside` says whether that load set an article of the file aside.
        code_version: the version that runs now.

    Returns:
        The columns of `CHOSEN`, sorted by path. `role` says what happens: `read`; `duplicate` (the path `original`
        holds the same bytes: it is known as loaded with them, or else the first path of this night, one that was loaded
        before if there is any); or `rejected`
        (at the scan). `file_id` is null for a new path.
    """
    before = known.select("path", "file_id", pl.exclude("path", "file_id").name.prefix("known_"))
    standing = (
        known.filter(status="loaded")
        .join(scanned.select("path", now="sha256", seen=True), on="path", how="left")
        .filter(pl.col("seen").is_null() | (pl.col("now") == pl.col("sha256")))
        .select("path", "sha256")
    )
    holders = standing.group_by("sha256").agg(holder=pl.col("path").min())
    stands = standing.select(known_reason="path", sha256="sha256", original_stands=True)

    same_bytes = (pl.col("sha256") == pl.col("known_sha256")) & (pl.col("size_bytes") == pl.col("known_size_bytes"))
    settled = (
        pl.when((pl.col("known_status") == "rejected") | pl.col("known_set_aside"))
        .then(pl.col("known_code_version") == code_version)
        .when(pl.col("known_status") == "duplicate")
        .then(pl.col("original_stands"))
        .otherwise(pl.col("known_status") == "loaded")
    )
    still_rejected = (
        (pl.col("known_status") == "rejected")
        & (pl.col("known_reason") == pl.col("reason"))
        & pl.col("known_sha256").eq_missing(pl.col("sha256"))
        & pl.col("known_size_bytes").eq_missing(pl.col("size_bytes"))
    )
    loaded_before = pl.when(pl.col("known_status") == "loaded").then("path")
    unchanged = pl.when(pl.col("reason").is_null()).then(same_bytes & settled).otherwise(still_rejected)
    return (
        scanned.join(before, on="path", how="left")
        .join(stands, on=("known_reason", "sha256"), how="left")
        .join(holders, on="sha256", how="left")
        .filter(~unchanged.fill_null(value=False))
        .with_columns(
            original=pl.when(pl.col("reason").is_null()).then(
                # A file that holds an article keeps it, and copies of its new bytes are duplicates.
                pl.coalesce("holder", loaded_before.min().over("sha256"), pl.col("path").min().over("sha256"))
            )
        )
        .with_columns(
            role=pl.when(pl.col("reason").is_not_null())
            .then(pl.lit("rejected"))
            .when(pl.col("original") == pl.col("path"))
            .then(pl.lit("read"))
            .otherwise(pl.lit("duplicate")),
            original=pl.when(pl.col("original") != pl.col("path")).then("original"),
        )
        .select(CHOSEN.names())
        .cast(CHOSEN)
        .sort("path")
    )


def settle(chosen: pl.DataFrame, read_files: Sequence[pl.DataFrame]) -> Ingested:
    """Decides about the inputs that were not read: those rejected at the scan, and duplicates.

    Args:
        chosen: what `choose` gave.
        read_files: `Ingested.files` of every batch of this night.

    Returns:
        Their rows, without articles. A duplicate whose original was read and then rejected for its content is
        rejected for the same reason; one whose original was lost or changed before it was read is left out.
    """
    originals = pl.concat([pl.DataFrame(schema=FILES_READ), *read_files]).select(
        original="path", read_sha256="sha256", read_status="status", read_reason="reason"
    )
    unread = chosen.filter(pl.col("role") != "read").join(originals, on="original", how="left")
    kept = unread.filter(pl.col("read_status").is_null() | (pl.col("read_sha256") == pl.col("sha256")))
    reason = pl.coalesce("reason", "read_reason")
    decided = kept.with_columns(
        reason=reason,
        status=pl.when(reason.is_null()).then(pl.lit("duplicate")).otherwise(pl.lit("rejected")),
        detail=pl.coalesce("detail", pl.format("the same bytes as {}", "original")),
        record_no=0,
        format=None,
        compression=None,
        encoding=None,
    )
    files = decided.with_columns(reason=pl.coalesce("reason", "original"))
    rejections = decided.filter(status="rejected")
    return Ingested(
        files.sort("path").select(FILES_READ.names()).cast(FILES_READ),
        pl.DataFrame(schema=ARTICLES_READ),
        rejections.sort("path").select(REJECTED.names()).cast(REJECTED),
    )
