"""Whatever bytes a file holds, what the readers make of them goes through all stages; bounded in number and in time."""

from datetime import date, timedelta

import polars as pl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests import raw
from transforms.process import process_batch
from transforms.readers.records import Rejection
from warehouse.schema.tables.stages import ARTICLES_READ, BATCH_FRAMES

pytestmark = pytest.mark.slow

READ = pl.Schema({**ARTICLES_READ, "article_id": pl.Int64(), "file_id": pl.Int64()})
SPANS = {"blocks": "text", "mentions": "surface", "figures": "surface", "quotes": "text"}

PIECES = st.sampled_from(
    [
        "Ines Talvo", "said", "“We will", "not”,", '"', "'", "41 people", "were killed", "in Dovna", "(", ")", "[", "—",
        "$1.2bn", "1,000,000", "½", "-5 %", "12/13/2031", "By", "READ MORE:", "©", "•", "…", "www.a.example/x?y=1",
        "a@b.example", "#tag", "@name", "U.S.", "Mr", "according to", "if", "not", "\u200b", "\u202e", "\ufeff", "é",
        "文字", "🌊", "\t", "\u00a0", "\u2028", "\x00", "\x1b[2J",
        "&amp;", "<b>", "</p>", "{", "}", "x" * 250, "1" * 400,
        "The ferry sank on Monday, the harbour master said.",
    ]
)  # fmt: skip
REPEATED = st.builds(lambda pieces, times: " ".join(pieces * times), st.lists(PIECES, max_size=4), st.integers(1, 150))
LINES = st.one_of(st.lists(PIECES, max_size=12).map(" ".join), REPEATED, st.text(max_size=80))
TEXTS = st.lists(LINES, min_size=1, max_size=8).map("\n".join).map(lambda t: t.encode("utf8", "replace"))
FILES = st.one_of(
    TEXTS,
    TEXTS.map(lambda text: b"<html><body><article><p>" + text.replace(b"\n", b"</p><p>") + b"</article>"),
    TEXTS.map(lambda text: b"WARC/1.0\r\n" + text),
    st.binary(max_size=400).map(lambda noise: raw.page() + noise),
)


# A file of some kilobytes takes a tenth of a second; a rule that goes back and forth in it takes minutes.
@settings(max_examples=60, deadline=timedelta(seconds=60), suppress_health_check=[HealthCheck.too_slow])
@given(FILES)
def test_any_file_goes_through_all_stages_with_exact_offsets(data: bytes) -> None:
    records = [item for item in raw.read(data) if not isinstance(item, Rejection)]
    rows = [
        {
            "path": "a", "record_no": n, "article_id": n, "file_id": 1, "raw_text": record.text, "title": record.title,
            "author": record.author, "captions": list(record.captions), "posts": list(record.posts),
        }
        for n, record in enumerate(records, 1)
    ]  # fmt: skip
    frames = process_batch(pl.DataFrame(rows, READ), {}, latest=date(2031, 5, 2))
    assert {name: frame.schema for name, frame in frames.items()} == BATCH_FRAMES
    texts = {n: record.text for n, record in enumerate(records, 1)}
    for name, column in SPANS.items():
        for article_id, start, end, written in (
            frames[name].select("article_id", "raw_start", "raw_end", column).iter_rows()
        ):
            assert texts[article_id][start:end] == written
