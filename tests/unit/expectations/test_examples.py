"""How a row that breaks a check is shown; the queries are tried with the gate."""

import json
from datetime import date
from math import inf, nan

from expectations.examples import LONGEST_VALUE, as_json, example_query
from expectations.suites import CheckDefinition


def test_a_row_is_one_line_of_json_whatever_its_text_holds() -> None:
    text = 'a\nb\rc\u2028d\u2029e\x85f\x1cg\x0bh\x0ci "é😀'
    line = as_json({"text": text, "day": date(2030, 1, 5), "high": inf, "low": nan}, [])
    assert len(line.splitlines()) == 1
    assert json.loads(line) == {"text": text, "day": "2030-01-05", "high": "inf", "low": "nan"}
    assert "é😀" in line


def test_nulls_are_shown_where_they_matter() -> None:
    assert json.loads(as_json({"a": None, "b": None, "c": 0}, ["b"])) == {"b": None, "c": 0}


def test_long_texts_are_cut() -> None:
    whole, long = "x" * LONGEST_VALUE, "y" * (LONGEST_VALUE + 1)
    shown = json.loads(as_json({"whole": whole, "long": long}, []))
    assert shown == {"whole": whole, "long": "y" * LONGEST_VALUE + "…"}


def test_rows_without_the_key_of_their_table_are_shown_bare() -> None:
    check = CheckDefinition("quotes", "any", "Any.", "SELECT 1 AS n")
    assert "quotes" not in example_query(check, ["n"])
    assert "quotes" in example_query(check, ["quote_id", "n"])
