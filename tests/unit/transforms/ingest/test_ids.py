import polars as pl

from transforms.ingest.ids import with_ids

KNOWN = pl.DataFrame({"path": ["b", "z"], "file_id": [7, 3]})


def test_known_rows_keep_their_id_and_new_ones_get_the_next():
    rows = pl.DataFrame({"path": ["c", "b", "a"], "size": [1, 2, 3]})
    found = with_ids(rows, KNOWN, ["path"], "file_id", 8)
    assert found.rows() == [("c", 1, 8), ("b", 2, 7), ("a", 3, 9)]


def test_no_rows():
    found = with_ids(pl.DataFrame(schema={"path": pl.String}), KNOWN, ["path"], "file_id", 8)
    assert found.schema == {"path": pl.String, "file_id": pl.Int64}
    assert found.is_empty()
