import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.names.normalise import name_key, straighten


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("the United Nations", "United Nations"),
        ("Norway’s", "Norway"),
        ("U.S.", "US"),
        ("O’Neill", "O'Neill"),
        ("ANNA  BERG", "Anna Berg"),
    ],
)
def test_spellings_of_one_name(one: str, other: str):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"), [("Anna Berg", "Anne Berg"), ("Theron", "ron"), ("AT&T", "ATT"), ("IS", "ISS")]
)
def test_different_names(one: str, other: str):
    assert name_key(one) != name_key(other)


@given(st.text())
def test_straightening_keeps_every_offset(text: str):
    assert len(straighten(text)) == len(text)
