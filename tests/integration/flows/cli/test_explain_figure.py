"""`newsledger explain figure:ID`: a figure's sentence, its parts, and the rules that found them."""

import json
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from flows.cli.group import main
from tests.commands import Newsledger
from tests.ledger import Ledger

BEFORE = "It rained. "
SENTENCE = "The \x1b[31mministry\u202e said at least 40 people were killed in Vell on Monday."


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    directory = tmp_path_factory.mktemp("warehouse")
    book = Ledger()
    book.entity(1, "PLACE", "Vell")
    text = f"{BEFORE}{SENTENCE} {SENTENCE}"
    article = book.article(text, day=date(2031, 5, 6))
    start = text.index("at least", len(BEFORE) + len(SENTENCE))
    book.add(
        "figures", figure_id=7, article_id=article, block_id=1, sentence=SENTENCE, surface="at least 40",
        value_low=40.0, value_high=None, bound="at_least", counted="people", event="killed", place_entity_id=1,
        place_source="sentence",
        attributed_to="The \x1b[31mministry\u202e", status="claimed", as_of=date(2031, 5, 5), as_of_source="sentence",
        raw_start=start, raw_end=start + len("at least 40"),
    )  # fmt: skip
    after = len(BEFORE) + len(SENTENCE) + 1
    for part, rule, words in (
        ("number", "in_digits", "40"),
        ("bound", "words_before", "at least "),
        ("counted", "noun_behind", "people"),
        ("event", "word_above", "killed"),
        ("place", "of_event", "Vell"),
        ("claimant", "indirect_quotation", "The \x1b[31mministry\u202e"),
        ("as_of", "sentence", "Monday"),
        ("measure", "not_in_the_catalogue", None),
    ):
        at = text.index(words, after) if words else None
        book.add(
            "figure_parts", figure_id=7, article_id=article, part=part, rule=rule, words=words, raw_start=at,
            raw_end=at + len(words) if words and at else None,
        )  # fmt: skip
    book.publish(directory)
    return directory


def test_explain_gives_programs_the_figure_as_json(published: Path) -> None:
    arguments = ["explain", "figure:7", "--warehouse", str(published), "--format", "json"]
    document = json.loads(CliRunner().invoke(main, arguments).stdout)
    assert (document["figure_id"], document["sentence"]) == (7, SENTENCE)
    assert {part["part"]: part["rule"] for part in document["parts"]}["place"] == "of_event"


def test_a_figure_shows_its_parts_and_their_rules(published: Path) -> None:
    done = CliRunner().invoke(main, ["explain", "figure:7", "--warehouse", str(published)])
    lines = done.stdout.splitlines()
    assert lines[0] == "Harbour Post · 2031-05-06"
    assert lines[1].startswith("figure 7 in article 1, characters ")
    assert lines[3] == (
        "[claimant: The \\x1b[31mministry\\u202e] said [bound: at least] [number: 40] [counted: people] were "
        "[event: killed] in [place: Vell] on [as_of: Monday]."
    )
    rows = {line.split()[0]: line for line in lines[5:]}
    assert list(rows) == ["part", "number", "bound", "counted", "event", "place", "claimant", "as_of", "measure"]
    assert "from 40" in rows["number"]
    assert rows["as_of"].split()[1] == "2031-05-05"
    assert rows["place"].endswith("of_event              Behind 'in' or the like on the event or those counted.")
    assert "\x1b" not in done.stdout


def test_a_figure_that_is_not_there_is_one_line(published: Path) -> None:
    for number in ("1", "0", str(10**60)):
        done = CliRunner().invoke(main, ["explain", f"figure:{number}", "--warehouse", str(published)])
        assert (done.exit_code, done.stderr) == (1, f"Error: no figure has the id {number} in the published version\n")


def test_it_imports_nothing_heavy(published: Path, tmp_path: Path) -> None:
    code = """
import sys
from flows.cli.group import main
main(["explain", "figure:7", "--warehouse", sys.argv[1]], standalone_mode=False)
heavy = {"spacy", "prefect", "great_expectations", "polars", "sqlalchemy", "pydantic", "matplotlib"}
sys.exit(" ".join(heavy & sys.modules.keys()) or 0)
"""
    process = Newsledger(tmp_path).start(published, code=code)
    _, err = process.communicate()
    assert (process.returncode, err) == (0, b"")
