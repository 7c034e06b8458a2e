import copy
import json

import pytest

from expectations.accuracy import (
    FLOORS,
    Judgement,
    Labels,
    Row,
    article_file,
    judge,
    judge_all,
    plain,
    read_labels,
    same_noun,
    same_source,
    scores,
)
from flows.golden import process_golden
from tests.golden import renew
from tests.golden.renew import digest, renewed
from transforms.readers import text as plaintext
from warehouse.schema.tables.values import (
    BOILERPLATE_KINDS,
    BOUNDS,
    CONTENT_KINDS,
    ENTITY_KINDS,
    EVENTS,
    FACTUALITIES,
)

COMMITTED = json.loads(FLOORS.read_text("utf-8"))


@pytest.fixture(scope="session")
def labels() -> Labels:
    return read_labels()


@pytest.fixture(scope="session")
def judged() -> list[tuple[str, Judgement]]:
    return judge_all(process_golden())


@pytest.fixture(scope="session")
def measured(judged: list[tuple[str, Judgement]]) -> dict[str, float]:
    return scores(judgement for _, judgement in judged)


@pytest.mark.parametrize(("score", "floor"), COMMITTED["floors"].items())
def test_score_is_not_below_its_floor(score: str, floor: float, measured, judged):
    wrong = [f"{path}: {j.what}" for path, j in judged if score.startswith(j.measure) and j.outcome != "hit"]
    assert measured[score] >= floor, "\n".join(wrong)


def test_every_score_has_a_floor(measured):
    assert set(measured) == set(COMMITTED["floors"])


def test_floors_were_renewed_after_the_labels(labels):
    assert digest(labels) == COMMITTED["labels"], "labels or articles changed: python -m tests.golden.renew"


def test_digest_sees_a_changed_label(labels):
    changed = copy.deepcopy(labels)
    next(iter(changed.values()))["blocks"][0]["kind"] = "caption"
    assert digest(changed) != digest(labels)


def test_labels_stand_in_their_articles(labels):
    for path, of_article in labels.items():
        text = plaintext.read(article_file(path).read_bytes())
        assert isinstance(text, plaintext.Text), path
        lines = text.text.replace("\r\n", "\n").split("\n")
        filled = [number for number, line in enumerate(lines, 1) if line.strip()]
        assert sorted(label["line"] for label in of_article["blocks"]) == filled, path
        for label in of_article["figures"] + of_article["absent"]:
            assert label["text"] in lines[label["line"] - 1], (path, label)
        for label in of_article["quotes"]:
            assert plain(label["contains"]) in plain(lines[label["line"] - 1]), (path, label)
        for label in of_article["entities"]:
            assert all(alias in text.text for alias in label["aliases"]), (path, label)


def test_labels_keep_to_the_schema(labels):
    for of_article in labels.values():
        assert {label["kind"] for label in of_article["blocks"]} <= {*CONTENT_KINDS, *BOILERPLATE_KINDS}
        assert {label["kind"] for label in of_article["entities"]} <= set(ENTITY_KINDS)
        assert {label["bound"] for label in of_article["figures"]} <= set(BOUNDS)
        assert {label["event"] for label in of_article["figures"]} <= {*EVENTS, None}
        assert {label["factuality"] for label in of_article["figures"]} <= set(FACTUALITIES)
        for label in of_article["figures"]:
            ends = [label["value_low"], label["value_high"]]
            assert ends != [None, None]
            assert None in ends or ends[0] <= ends[1]


def test_floors_rise_with_the_scores():
    assert renewed({"a": 0.29, "b": 0.5}, {"a": 0.29, "b": 0.66666, "c": 1.0}, lower=False) == {
        "a": 0.29, "b": 0.666, "c": 1.0,
    }  # fmt: skip


@pytest.mark.parametrize("measured", [{"a": 0.4999, "b": 1.0}, {"b": 1.0}])
def test_floor_falls_or_vanishes_only_when_told(measured: dict[str, float]):
    assert renewed({"a": 0.5}, measured, lower=False) == {"a": 0.5, "b": 1.0}
    assert renewed({"a": 0.5}, measured, lower=True) == {n: 0.499 if n == "a" else 1.0 for n in measured}


def test_command_reports_a_fallen_score_and_lowers_its_floor_only_when_told(tmp_path, monkeypatch, judged, capsys):
    floors = tmp_path / "floors.json"
    floors.write_text(json.dumps({"labels": "", "floors": {"blocks.kind": 1.1}}), "utf-8")
    monkeypatch.setattr(renew, "FLOORS", floors)
    monkeypatch.setattr(renew, "judge_all", lambda _: judged)
    monkeypatch.setattr("sys.argv", ["renew"])
    assert renew.main() == 1
    assert json.loads(floors.read_text("utf-8"))["floors"]["blocks.kind"] == 1.1
    assert capsys.readouterr().out.count("below its floor") == 1
    monkeypatch.setattr("sys.argv", ["renew", "--lower"])
    assert renew.main() == 0
    assert json.loads(floors.read_text("utf-8"))["floors"]["blocks.kind"] <= 1


LINES = [
    "Nine barges sink at Orrelby",
    "The harbour board said 9 barges sank and 40 to 50 sailors were hurt.",
    "“Nobody slept,” said Una Thackwell. Thackwell lost two boats.",
    "A barge in the mud. Photo: Piet Amsing",
    "Win 3 cruises with Dovecote Travel",
]


def at(line: int, text: str) -> dict[str, int]:
    start = sum(len(before) + 1 for before in LINES[: line - 1]) + LINES[line - 1].index(text)
    return {"raw_start": start, "raw_end": start + len(text)}


def mention(line: int, surface: str, label: str, entity_id: int, entity: str) -> Row:
    return {"surface": surface, "label": label, "entity_id": entity_id, "entity": entity} | at(line, surface)


def figure(line: int, surface: str, low: float, high: float, bound: str, **other: str | int | None) -> Row:
    nothing = {"counted": None, "event": None, "attributed_to": None, "attributed_entity_id": None}
    values = {"surface": surface, "value_low": low, "value_high": high, "bound": bound, "factuality": "actual"}
    return nothing | values | at(line, surface) | other


def right_record() -> Row:
    """What extraction should give for `LINES`."""
    kinds = ("headline", "body", "body", "caption", "ad")
    return {
        "raw_text": "\n".join(LINES),
        "blocks": [{"kind": kind} | at(n, text) for n, (kind, text) in enumerate(zip(kinds, LINES, strict=True), 1)],
        "mentions": [
            mention(1, "Orrelby", "PLACE", 1, "Orrelby"),
            mention(2, "The harbour board", "ORG", 2, "The harbour board"),
            mention(3, "Una Thackwell", "PERSON", 3, "Una Thackwell"),
            mention(3, "Thackwell", "PERSON", 3, "Una Thackwell"),
        ],
        "figures": [
            figure(1, "Nine", 9, 9, "exact", counted="barges"),
            figure(2, "9", 9, 9, "exact", counted="barges", attributed_to="harbour board", attributed_entity_id=2),
            figure(2, "40 to 50", 40, 50, "range", counted="sailors", event="wounded", attributed_entity_id=2),
            figure(3, "two", 2, 2, "exact", counted="boats"),
        ],
        "quotes": [{"text": "Nobody slept,", "speaker": "she", "speaker_entity_id": 3} | at(3, "Nobody slept,")],
    }


def label(line: int, text: str, low: float, high: float, bound: str, **other: str | bool | None) -> Row:
    nothing = {"counted": None, "event": None, "factuality": "actual", "attributed_to": None, "optional": False}
    return nothing | {"line": line, "text": text, "value_low": low, "value_high": high, "bound": bound} | other


LABELS: dict[str, list[Row]] = {
    "blocks": [
        {"line": n, "kind": kind} for n, kind in enumerate(("headline", "body", "body", "caption", "ad"), 1)
    ],
    "entities": [
        {"name": "Orrelby", "kind": "PLACE", "aliases": ["Orrelby"]},
        {"name": "Harbour board", "kind": "ORG", "aliases": ["harbour board"]},
        {"name": "Una Thackwell", "kind": "PERSON", "aliases": ["Una Thackwell", "Thackwell"]},
    ],
    "figures": [
        label(1, "Nine barges", 9, 9, "exact", counted="barges"),
        label(2, "9 barges", 9, 9, "exact", counted="barges", attributed_to="The harbour board"),
        label(2, "40 to 50", 40, 50, "range", counted="sailors", event="wounded", attributed_to="the harbour board"),
        label(3, "two boats", 2, 2, "exact", counted="boats", optional=True),
    ],
    "quotes": [{"line": 3, "contains": "nobody slept", "speaker": "Una Thackwell"}],
    "absent": [
        {"line": 5, "text": "Dovecote Travel", "kind": "entity"},
        {"line": 5, "text": "3 cruises", "kind": "figure"},
    ],
}  # fmt: skip


def test_right_record_scores_one_in_every_measure():
    found = scores(judge(right_record(), LABELS))
    assert set(found) == set(COMMITTED["floors"])
    assert set(found.values()) == {1.0}


def test_figure_may_be_missing_where_its_label_is_optional():
    record = right_record()
    del record["figures"][3]
    assert set(scores(judge(record, LABELS)).values()) == {1.0}


def change(record: Row, table: str, row: int, **values: str | float | None) -> None:
    record[table][row] |= values


F1 = ("f1", "precision", "recall")


@pytest.mark.parametrize(
    ("spoil", "lowered"),
    [
        (lambda r: change(r, "blocks", 0, kind="summary"), {"blocks.kind"}),
        (
            lambda r: change(r, "blocks", 4, kind="body"),
            {"blocks.kind", *(f"blocks.boilerplate.{score}" for score in F1)},
        ),
        (
            lambda r: change(r, "blocks", 1, kind="caption"),
            {"blocks.kind", "blocks.caption.f1", "blocks.caption.precision"},
        ),
        (lambda r: r["blocks"].pop(0), {"blocks.kind", "blocks.boilerplate.f1", "blocks.boilerplate.precision"}),
        (lambda r: change(r, "mentions", 0, label="PERSON"), {"entities.recall", "entities.kind"}),
        (lambda r: r["mentions"].pop(0), {"entities.recall"}),
        (
            lambda r: change(r, "mentions", 3, entity_id=4, entity="Thackwell"),
            {f"entities.same.{score}" for score in F1},
        ),
        (
            lambda r: change(r, "mentions", 0, entity_id=3),
            {"entities.same.f1", "entities.same.precision"},
        ),
        (lambda r: change(r, "figures", 0, bound="at_least"), {"figures.bound"}),
        (lambda r: change(r, "figures", 0, counted="tugs"), {"figures.counted"}),
        (lambda r: change(r, "figures", 2, event="killed"), {"figures.event"}),
        (lambda r: change(r, "figures", 1, factuality="negated"), {"figures.factuality"}),
        (lambda r: change(r, "figures", 0, attributed_to="Una Thackwell"), {"figures.attributed_to"}),
        (lambda r: change(r, "figures", 2, attributed_entity_id=3), {"figures.attributed_to"}),
        (lambda r: change(r, "figures", 2, value_high=None), {f"figures.value.{score}" for score in F1}),
        (lambda r: change(r, "figures", 3, value_low=1), {"figures.value.f1", "figures.value.precision"}),
        (lambda r: r["figures"].pop(0), {"figures.value.f1", "figures.value.recall"}),
        (lambda r: change(r, "quotes", 0, text="Nobody ate"), {"quotes.recall"}),
        (lambda r: change(r, "quotes", 0, speaker_entity_id=2), {"quotes.speaker"}),
        (
            lambda r: r["mentions"].append(mention(5, "Dovecote Travel", "ORG", 5, "Dovecote Travel")),
            {"absent.entity"},
        ),
        (
            lambda r: r["figures"].append(figure(5, "3", 3, 3, "exact", counted="cruises")),
            {"absent.figure", "figures.value.f1", "figures.value.precision"},
        ),
    ],
)
def test_each_error_lowers_its_measures_and_no_other(spoil, lowered: set[str]):
    record = right_record()
    spoil(record)
    found = scores(judge(record, LABELS))
    assert {name for name in COMMITTED["floors"] if found.get(name, 1.0) < 1} == lowered


@pytest.mark.parametrize(
    ("given", "wanted", "same"),
    [
        ("injured sailors", "sailor", True),
        ("horses", "horse", True),
        ("ferries", "ferry", True),
        ("boxes", "box", True),
        ("sailors from Orrelby", "sailors", True),
        ("people", None, True),
        (None, None, True),
        ("barges", None, False),
        (None, "barges", False),
        ("sails", "sailors", False),
    ],
)
def test_counted_nouns(given: str | None, wanted: str | None, same: bool):
    assert same_noun(given, wanted) is same


@pytest.mark.parametrize(
    ("wanted", "given", "same"),
    [
        ("Mrs. Una Thackwell", ["Thackwell"], True),
        ("the ministry", ["The Ministry of Works"], True),
        ("Lorvia’s foreign ministry", ["the ministry"], False),
        ("the health ministry", ["the foreign ministry"], False),
        ("the Dovecote government", ["the government of Orrelby"], False),
        (None, [None], True),
        (None, ["Thackwell"], False),
        ("Thackwell", [None], False),
    ],
)
def test_sources(wanted: str | None, given: list[str | None], same: bool):
    assert same_source(wanted, given) is same
