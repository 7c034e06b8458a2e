import polars as pl
from hypothesis import given
from hypothesis import strategies as st

from transforms.resolve import resolve, with_keys
from warehouse.tables import ENTITIES

KNOWN = pl.DataFrame(
    {"entity_id": [4], "kind": ["PERSON"], "name_key": ["anna berg"]},
    schema={"entity_id": pl.Int64, "kind": pl.String, "name_key": pl.String},
)


def local(*rows: tuple[int, int, str, str]) -> pl.DataFrame:
    return with_keys(pl.DataFrame(rows, schema=["article_id", "entity_id", "kind", "name"], orient="row"))


def test_same_kind_and_name_is_the_same_entity_across_articles_and_nights():
    rows = local((1, 1, "PERSON", "Anna Berg"), (1, 2, "ORG", "The Berg Group"), (2, 1, "ORG", "Berg Group"))
    links, new = resolve(rows, KNOWN, 10)
    assert links.rows() == [(1, 1, 4), (1, 2, 10), (2, 1, 10)]
    assert new.select("entity_id", "kind", "name", "name_key").rows() == [(10, "ORG", "The Berg Group", "berg group")]


def test_same_name_of_another_kind_is_another_entity():
    _, new = resolve(local((1, 1, "PLACE", "Anna Berg")), KNOWN, 10)
    assert new["entity_id"].to_list() == [10]


def test_new_entities_have_the_columns_of_the_table():
    _, new = resolve(local((1, 1, "PLACE", "Oslo")), KNOWN, 10)
    assert new.schema == {name: kind for name, kind in ENTITIES.schema.items() if name != "load_id"}


names = st.sampled_from(["Anna Berg", "the Anna Berg", "Oslo", "OSLO", "Berg’s", "Berg"])
articles = st.lists(st.tuples(st.sampled_from(["PERSON", "PLACE"]), names), min_size=1, max_size=8, unique=True)


@given(st.lists(articles, min_size=1, max_size=5), st.randoms())
def test_the_partition_does_not_depend_on_the_order_of_articles(night, random):
    def partition(order: list[int]) -> set[frozenset[tuple[int, str, str]]]:
        rows = [(n, m, kind, name) for n, i in enumerate(order, 1) for m, (kind, name) in enumerate(night[i], 1)]
        links, _ = resolve(local(*rows), KNOWN, 10)
        members: dict[int, set[tuple[int, str, str]]] = {}
        for (n, _, kind, name), (_, _, entity) in zip(rows, links.rows(), strict=True):
            members.setdefault(entity, set()).add((order[n - 1], kind, name))
        return {frozenset(m) for m in members.values()}

    straight = list(range(len(night)))
    shuffled = straight.copy()
    random.shuffle(shuffled)
    assert partition(straight) == partition(shuffled)
