from datetime import date

import pytest

from tests.article import article
from tests.unit.transforms.extract.figures.reading import figures_with_names, named
from transforms.extract.figures.dateline import find_dateline
from transforms.extract.figures.find import find_figures
from transforms.extract.mentions.find import find_mentions

REST = "At least 14 miners were killed."


@pytest.mark.parametrize(
    "dateline",
    [
        "DOVNA \u2014 ",
        "DOVNA, Orlavia \u2014 ",
        "DOVNA, March 3 (Northwire) - ",
        "DOVNA, 3 March \u2013 ",
        "PORT DOVNA (Northwire) -- ",
        "Dovna (Northwire) \u2014 ",
        "Dovna, Orlavia, March 3 (Northwire) \u2013 ",
        "DOVNA/HESK (Northwire) - ",
        "ST. OLAF, Orl. \u2014 ",
        "(Northwire) - ",
    ],
)
def test_a_dateline_ends_where_the_report_begins(dateline: str) -> None:
    read = article("A headline", dateline + REST, kinds=("headline", "body"))
    found = find_dateline(read.indexed, [], frozenset())
    assert found is not None
    assert (found.paragraph, (dateline + REST)[found.end :]) == (1, REST)


@pytest.mark.parametrize(
    "line",
    [
        "Dovna \u2014 the port \u2014 lost 14 boats.",
        "DEAD - 14",
        "The mine - Dovna's oldest - killed 14.",
        "DOVNA lost 14 boats - and more.",
        "Fourteen (14) miners - no more - died.",
    ],
)
def test_other_beginnings_are_no_dateline(line: str) -> None:
    assert find_dateline(article(line).indexed, [], frozenset()) is None


def test_only_the_first_paragraph_has_one() -> None:
    assert find_dateline(article("A mine fell in.", "DOVNA \u2014 " + REST).indexed, [], frozenset()) is None


def test_its_place_is_that_of_an_event_whose_sentence_names_none() -> None:
    read, mentions, entities = named("DOVNA (Northwire) \u2014 " + REST, ("DOVNA", "PLACE"), ("Northwire", "ORG"))
    (figure,) = find_figures(read, mentions, entities, [])
    assert (figure.place_entity_id, figure.place_source, figure.sentence) == (1, "dateline", REST)


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("DOVNA \u2014 At least 14 miners were killed in Hesk.", (2, "sentence")),
        ("DOVNA \u2014 Some 14 boats were sold near Hesk.", (None, None)),
        ("DOVNA \u2014 In 1998 some 14 miners were killed. Hesk mourns.", (None, None)),
    ],
)
def test_a_place_of_the_sentence_no_event_or_another_one_leave_it_out(
    text: str, place: tuple[int | None, str | None]
) -> None:
    read, mentions, entities = named(text, ("DOVNA", "PLACE"), ("Hesk", "PLACE"))
    dated = article(text, published_on=date(2026, 3, 20))
    figure = find_figures(dated, mentions, entities, [])[0]
    assert (figure.place_entity_id, figure.place_source) == place
    assert read.paragraphs


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("DOVNA (Northwire) - Puts the dead at 40, the army says.", None),
        ("DOVNA (Northwire) \u2014 At least 14 miners were killed, the Orlavian firm said.", "the Orlavian firm"),
        ("DOVNA (Northwire) \u2014 A fire killed 14 miners.", None),
    ],
)
def test_a_dateline_claims_nothing(text: str, claimant: str | None) -> None:
    assert [figure.attributed_to for figure in figures_with_names(text)] == [claimant]


@pytest.mark.parametrize(
    ("lines", "source"),
    [
        (("Fire at a mine in Hesk", "DOVNA (Northwire) \u2014 A fire broke out.", REST), "dateline"),
        (("Fire at a mine in Norway", "A fire broke out.", REST), "headline"),
        (("Fire at a mine", "A fire broke out in Norway.", REST), "story"),
        (("Fire at a mine", "A fire broke out.", REST), None),
        (("Fire in Norway", "In 1998 a fire killed 14 miners."), None),
        (("Fire in Norway", "The firm sold 14 boats."), None),
        (("Fire in Norway", "At least 14 miners were killed, which Denmark regrets."), None),
    ],
)
def test_a_figure_whose_sentence_names_no_place_has_that_of_its_article(
    lines: tuple[str, ...], source: str | None
) -> None:
    kinds = ("headline", *["body"] * (len(lines) - 1))
    read = article(*lines, kinds=kinds, published_on=date(2026, 3, 20))
    mentions, entities, _ = find_mentions(read)
    figure = find_figures(read, mentions, entities, [])[-1]
    assert (figure.place_source, figure.place_entity_id is None) == (source, source is None)
