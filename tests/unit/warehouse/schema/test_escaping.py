"""Text of others: nothing of it steers a terminal, ends a piece of SQL or runs in a spreadsheet."""

import json

import duckdb
import polars as pl
import pytest

from warehouse.schema.escaping import CONTROLS, FORMULA, escape, escape_json, no_formula, sql_name, sql_text

HOSTILE = "\x1b[31m\x00\x07\x7f\x9b \u202e\u2066\u2028\n"


def test_control_characters_become_escapes_and_all_else_stays() -> None:
    assert escape(HOSTILE + "é漢🦆\\n") == r"\x1b[31m\x00\x07\x7f\x9b \u202e\u2066\u2028\n" + "é漢🦆\\n"


def test_json_holds_the_same_text_after_the_escape() -> None:
    document = json.dumps(HOSTILE, ensure_ascii=False)
    assert escape_json(document).isascii()
    assert json.loads(escape_json(document)) == HOSTILE


def test_polars_finds_the_same_control_characters() -> None:
    text = "".join(map(chr, range(0x3000)))
    cleaned = pl.Series([text]).str.replace_all(CONTROLS, "").item()
    assert cleaned == "".join(character for character in text if escape(character) == character)


@pytest.mark.parametrize("text", ["", "the pilots' 'slow' strike", "'", "''; DROP TABLE x --", '"', "a\\'b\n"])
def test_a_text_is_one_literal_and_a_name_one_name(text: str) -> None:
    assert duckdb.execute(f"SELECT {sql_text(text)}").fetchall() == [(text,)]
    if text:
        assert duckdb.execute(f"SELECT 1 AS {sql_name(text)}").description[0][0] == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@x", "＝x", "＋x", "－x", "＠x", "\tx", "\rx", "\nx", "|x", "%x"]
)
def test_a_formula_gets_an_apostrophe(text: str) -> None:
    assert no_formula(text) == f"'{text}"
    assert no_formula(f"a{text}") == f"a{text}"
    query = f"SELECT regexp_matches({sql_text(text)}, {sql_text(FORMULA)})"
    assert duckdb.execute(query).fetchall() == [(True,)]
