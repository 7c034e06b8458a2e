import pytest

from tests.article import article
from tests.unit.transforms.extract.figures.reading import named, quote
from transforms.extract.figures.find import find_figures
from transforms.extract.mentions.find import find_mentions


def test_entities_of_counted_actor_and_place() -> None:
    text = "Orlavia killed 30 Zembrian soldiers in Dovna."
    read, mentions, entities = named(text, ("Orlavia", "PLACE"), ("Zembrian", "GROUP"), ("Dovna", "PLACE"))
    (figure,) = find_figures(read, mentions, entities, [])
    assert (figure.actor_entity_id, figure.counted_entity_id, figure.place_entity_id) == (1, 2, 3)


def test_actor_of_a_passive_stands_behind_by() -> None:
    read, mentions, entities = named("Thirty sailors were killed by Orlavia.", ("Orlavia", "PLACE"))
    (figure,) = find_figures(read, mentions, entities, [])
    assert (figure.event, figure.actor_entity_id, figure.place_entity_id) == ("killed", 1, None)


def test_no_place_among_several() -> None:
    text = "While talks went on in Dovna and in Perrick, 30 sailors were killed."
    read, mentions, entities = named(text, ("Dovna", "PLACE"), ("Perrick", "PLACE"))
    assert [f.place_entity_id for f in find_figures(read, mentions, entities, [])] == [None]


def test_where_the_claimant_is_nothing_happened() -> None:
    text = "Some 40 miners were killed, the ministry in Orland said."
    read, mentions, entities = named(text, ("Orland", "PLACE"))
    [figure] = find_figures(
        read, mentions, entities, [quote(text, "Some 40 miners were killed", "the ministry in Orland")]
    )
    assert figure.place_entity_id is None
    [unsaid] = find_figures(read, mentions, entities, [])
    assert unsaid.place_entity_id == 1


def test_target_is_who_was_attacked_or_counted() -> None:
    text = "Two attacks on Karvia killed 12 Novians."
    read, mentions, entities = named(text, ("Karvia", "PLACE"), ("Novians", "GROUP"))
    assert [f.target_entity_id for f in find_figures(read, mentions, entities, [])] == [1, 2]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("Norway has recorded 41 deaths.", "Norway"),
        ("Denmark has seen 76 infections and 41 deaths.", "Denmark"),
        ("Norway's death toll is 41.", "Norway"),
        ("Norway mourned 41 dead.", "Norway"),
        ("Norway said 41 people had died.", None),
        ("Norway sent a plane after 41 people died.", None),
    ],
)
def test_a_place_has_those_counted(text: str, place: str | None) -> None:
    read = article(text)
    mentions, entities, _ = find_mentions(read)
    figure = find_figures(read, mentions, entities, [])[-1]
    names = {entity.entity_id: entity.name for entity in entities}
    assert (names.get(figure.place_entity_id or 0) if figure.place_source == "sentence" else None) == place
