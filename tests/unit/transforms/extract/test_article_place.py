"""The place that an article reports from."""

import pytest

from tests.article import article
from transforms.extract.article_place import find_place
from transforms.extract.mentions.find import find_mentions


def place(*lines: str, headline: str | None = None) -> tuple[str, str] | None:
    """Returns the name of the place of an article, and where it stands."""
    kinds = ("headline",) if headline else ()
    read = article(*filter(None, (headline,)), *lines, kinds=(*kinds, *["body"] * len(lines)))
    mentions, entities, _ = find_mentions(read)
    found = find_place(read, mentions, entities)
    if found is None:
        return None
    name = next(entity.name for entity in entities if entity.entity_id == found.place_entity_id)
    return name, found.place_source


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("NAIROBI (Reuters) - Kenya will buy maize from Tanzania, a minister said.", "Tanzania agreed."), "NAIROBI"),
        (("OSLO, May 3 (AFP) - Sweden and Sweden's navy left.",), "OSLO"),
        (("LIMA, Peru (AP) — The mine in Chile was shut. Chile is angry.",), "LIMA"),
    ],
)
def test_the_dateline_comes_first(lines: tuple[str, ...], name: str):
    assert place(*lines, headline="Maize, ships and ore in Brazil") == (name, "dateline")


@pytest.mark.parametrize(
    ("headline", "lines", "name"),
    [
        ("Floods in Bangladesh", ("Rain fell in Nepal. Nepal and Nepal's rivers rose, officials in Nepal said.",),
         "Bangladesh"),
        ("Storm crosses from Cuba to Jamaica", ("It reached Jamaica on Monday. People in Jamaica fled.",), "Jamaica"),
        ("Teachers in Poland walk out", ("They want more pay, as in Hungary. In Hungary it rose.",), "Poland"),
    ],
)  # fmt: skip
def test_then_the_headline_and_of_its_places_the_one_that_is_named_most(
    headline: str, lines: tuple[str, ...], name: str
):
    assert place(*lines, headline=headline) == (name, "headline")


@pytest.mark.parametrize(
    ("lines", "name"),
    [
        (("The bridge near Lyon fell. Engineers from Turin came.", "Traffic in Lyon was halted."), "Lyon"),
        (("A ferry left Dover at noon.", "It was bound for Calais. In Calais nobody waited."), "Calais"),
        (("Voters in Kenya and in Uganda went to the polls.",), "Kenya"),
    ],
)
def test_else_the_place_that_is_named_most_and_of_two_the_first(lines: tuple[str, ...], name: str):
    assert place(*lines, headline="What we know so far") == (name, "body")


@pytest.mark.parametrize(
    "lines",
    [
        ("The minister said that prices would fall.",),
        ("Norwegian fishermen met the board of Vell Line.",),
        ("Ms Paris Hollin and Jordan Speth were married.",),
        ("(Reuters) - The company said profit rose.",),
        (),
    ],
)
def test_an_article_without_a_place_has_none(lines: tuple[str, ...]):
    assert place(*lines) is None
