import json

import pytest

from flows.ui.pages.loads import expectation

SENTENCE = {"figure_id": 7, "sentence": "At least 40 <died>.", "surface": "40"}


def test_a_check_says_what_it_expected_and_shows_rows_with_their_sentence() -> None:
    told, examples = expectation({"detail": f"Within the band.\n{json.dumps(SENTENCE)}\n"})
    assert told == "Within the band."
    assert examples == [
        {"said": "At least <mark>40</mark> &lt;died&gt;.", "values": [("figure_id", 7), ("surface", "40")]}
    ]


@pytest.mark.parametrize("line", ["no JSON <b>", "[1]", "[" * 100_000, '"text"'])
def test_what_is_no_row_is_shown_as_it_is(line: str) -> None:
    assert expectation({"detail": f"x\n{line}"}) == ("x", [{"said": line, "values": []}])


def test_a_row_without_words_has_only_values() -> None:
    assert expectation({"detail": 'x\n{"outlet": "Tidings", "n": null}'})[1] == [
        {"said": "", "values": [("outlet", "Tidings"), ("n", None)]}
    ]
    assert expectation({"detail": None}) == ("", [])
