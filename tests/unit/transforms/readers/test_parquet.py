"""Parquet: which columns, what kinds of cells, and damage."""

import io
from datetime import UTC, date, datetime
from decimal import Decimal

import pyarrow.parquet
import pytest

from tests import raw
from transforms.readers import parquet
from transforms.readers.records import Fields, Record, Rejection


def table(**columns: object) -> bytes:
    buffer = io.BytesIO()
    pyarrow.parquet.write_table(pyarrow.table(columns), buffer)
    return buffer.getvalue()


def test_cells_of_all_kinds() -> None:
    data = table(
        text=pyarrow.array([["One.", "Two."], ["Three."], None]),
        title=pyarrow.array([b"caf\xe9 prices", b"b", None], pyarrow.binary()),
        author=[[{"name": "Ann Ode"}, {"name": "Bo Lind"}], [], None],
        date=pyarrow.array([1772618400123456789, None, 5], pyarrow.timestamp("ns")),
        price=[Decimal("1.2"), None, Decimal(3)],
    )
    first, second, third = raw.read(data)
    assert first == Record(
        "café prices\nOne.\nTwo.", title="café prices", author="Ann Ode, Bo Lind", published=date(2026, 3, 4)
    )
    assert second == Record("b\nThree.", title="b")
    assert isinstance(third, Rejection)
    assert third.reason == "no_text"


def test_the_day_is_that_of_the_zone() -> None:
    times = pyarrow.array([datetime(2026, 3, 5, 2, tzinfo=UTC)], pyarrow.timestamp("us", "America/New_York"))
    (record,) = raw.read(table(text=["The council met."], date=times))
    assert isinstance(record, Record)
    assert isinstance(record.published, datetime)
    assert record.published.date() == date(2026, 3, 4)


def test_given_columns_and_paths() -> None:
    (record,) = raw.read(table(a=[{"b": "The council met."}], text=["no"]), Fields(text="a.b"))
    assert record == Record("The council met.")


def test_a_table_without_texts_is_rejected_once() -> None:
    data = table(id=list(range(1000)), name=["x"] * 1000)
    (found,) = raw.read(data)
    assert isinstance(found, Rejection)
    assert found.detail.startswith("none of the usual names of a text among: id, name;")


def test_a_row_group_that_is_too_large_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "MAX_GROUP_BYTES", 10)
    assert raw.reasons(raw.parquet()) == ["too_large"]


def test_damage_is_told() -> None:
    data = raw.parquet()
    assert raw.reasons(data[:-5]) == ["damaged"]
    assert raw.reasons(data[: len(data) // 2] + data[-8:]) == ["damaged"]
