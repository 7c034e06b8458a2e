"""Whatever happens to a corpus from night to night, each file is accounted for and no text of it is lost."""

import hashlib
from collections.abc import Mapping

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.ingest.corpus import SCANNED
from transforms.ingest.select import KNOWN, choose, settle
from warehouse.schema.tables.stages import FILES_READ

PATHS = ["a", "b", "c", "d", "e"]
CONTENTS = ["one", "two", "three", "no text", "unreadable"]
NIGHTS = st.lists(
    st.tuples(st.dictionaries(st.sampled_from(PATHS), st.sampled_from(CONTENTS)), st.sampled_from(["1", "2"])),
    min_size=1,
    max_size=6,
)


def scanned(corpus: Mapping[str, str]) -> pl.DataFrame:
    rows = [
        (path, path.encode(), None, 9, "unreadable", "closed")
        if content == "unreadable"
        else (path, path.encode(), hashlib.sha256(content.encode()).hexdigest(), len(content), None, None)
        for path, content in sorted(corpus.items())
    ]
    return pl.DataFrame(rows, schema=SCANNED, orient="row")


def read(chosen: pl.DataFrame, corpus: Mapping[str, str]) -> pl.DataFrame:
    """What `ingest.read` records of such files."""
    bad = pl.col("path").is_in([path for path, content in corpus.items() if content == "no text"])
    return (
        chosen.filter(role="read")
        .with_columns(
            format=pl.when(~bad).then(pl.lit("text")),
            compression=pl.lit(None, pl.String),
            encoding=pl.when(~bad).then(pl.lit("utf-8")),
            status=pl.when(bad).then(pl.lit("rejected")).otherwise(pl.lit("loaded")),
            reason=pl.when(bad).then(pl.lit("no_text")),
        )
        .select(FILES_READ.names())
        .cast(FILES_READ)
    )


def recorded(known: pl.DataFrame, files: pl.DataFrame, code_version: str) -> pl.DataFrame:
    """The files of the warehouse after the load: a row of this night replaces that of the same path."""
    ids = known.select("path", "file_id")
    new = files.join(ids, on="path", how="left").with_columns(code_version=pl.lit(code_version), set_aside=False)
    new = new.with_columns(pl.col("file_id").fill_null(known.height + pl.int_range(1, pl.len() + 1)))
    return pl.concat([known.join(files, on="path", how="anti"), new.select(KNOWN.names()).cast(KNOWN)])


@settings(deadline=None, max_examples=60)  # the first frames of a process take long
@given(NIGHTS)
def test_each_file_is_accounted_for_and_no_text_is_lost(nights: list[tuple[dict[str, str], str]]) -> None:
    known = pl.DataFrame(schema=KNOWN)
    for corpus, code_version in nights:
        scan = scanned(corpus)
        chosen = choose(scan, known, code_version=code_version)
        done = read(chosen, corpus)
        files = pl.concat([done, settle(chosen, [done]).files])

        assert sorted(files["path"]) == sorted(chosen["path"])
        skipped = scan.join(chosen, on="path", how="anti")
        assert skipped.join(known, on="path", how="anti").is_empty()

        known = recorded(known, files, code_version)
        assert known["path"].is_unique().all()
        assert choose(scan, known, code_version=code_version).is_empty()

        status = dict(zip(known["path"], known["status"], strict=True))
        loaded = known.filter(status="loaded")
        for path, sha256 in scan.select("path", "sha256").rows():
            assert (status[path] == "rejected") == (corpus[path] in ("no text", "unreadable"))
            if status[path] != "rejected":
                assert loaded.filter(sha256=sha256).height == 1
        for path, original in known.filter(status="duplicate").select("path", "reason").rows():
            if path in corpus:
                assert status[original] == "loaded"
