import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from transforms.relate.words import fold, read_words, word_keys


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Harbour", "HARBOUR"),
        ("don't", "don’t"),
        ("Café", "cafe"),
        ("1,200", "1200"),
        ("Seven", "7"),
        ("İzmir", "izmir"),
    ],
)
def test_what_house_style_changes_is_set_aside(one, other):
    assert fold(one) == fold(other)
    assert word_keys(one).tolist() == word_keys(other).tolist()


def test_other_words_have_other_numbers():
    found = word_keys("The ferry left at 7.30 and at 7.40 with 40 people, the pilot's boat behind it").tolist()
    assert len(found) == 16
    assert len({*found}) == 14


def test_numbers_are_the_same_on_every_machine():
    assert word_keys("Ebb and flow").tolist() == [1160436104, 133536621, 1388369520]


def test_scripts_without_spaces_are_read_by_character():
    assert len(word_keys("渡し船が止まった")) == 8
    assert len(word_keys("x" * 10_000)) == 1


def test_names_and_numbers_are_told_by_how_they_are_written():
    text = "The mayor of Tarn paid 12 crowns. Nobody saw him.\n“Ask Anna Brook,” he said. Three left."
    found = read_words(text)
    written = text.replace("“", "").replace("”", "").replace(".", "").replace(",", "").split()
    assert [w for w, flag in zip(written, found.is_name, strict=True) if flag] == ["Tarn", "Anna", "Brook"]
    assert [w for w, flag in zip(written, found.is_number, strict=True) if flag] == ["12", "Three"]


@pytest.mark.parametrize("marks", ["“”", '""', "‘’", "«»"])
def test_words_in_quotation_marks_are_told(marks):
    text = f"He said {marks[0]}the tide is the master’s clock{marks[1]} to us.\nNobody laughed."
    quoted = read_words(text).are_quoted()
    assert np.flatnonzero(quoted).tolist() == [2, 3, 4, 5, 6, 7]


def test_a_text_without_words_has_none():
    assert len(read_words(" … \n\n — ")) == 0


@given(st.text())
def test_any_text_has_one_entry_a_word(text):
    found = read_words(text)
    assert found.keys.tolist() == word_keys(text).tolist()
    assert len(found) == len(found.is_name) == len(found.is_number) == len(found.are_quoted())
