"""What a load asks a resolver, and how the warehouse follows its answer."""

import random
from datetime import timedelta

import duckdb
import polars as pl
import pytest

from expectations import gate
from flows import stages
from flows.night import begin_night
from flows.settings import LoadSettings
from tests.nights import FIRST_NIGHT, Story, apart, build, decide, file_row, publish_night, together
from warehouse import WarehouseError
from warehouse.build import published_state
from warehouse.publish import decisions, layout, retention, swap
from warehouse.schema.resolution import Resolution

DAY = timedelta(days=1)
QUILL, MARA = "PERSON:quill@2", "PERSON:mara quill"
LONG, SHORT = "ORG:vell line", "ORG:vell"


def rows(path, sql):
    with duckdb.connect(str(path), read_only=True) as con:
        return con.execute(sql).fetchall()


def now(directory, sql):
    return rows(layout.published(directory), sql)


def article(number, *names, terms=(), **other):
    """An article that names each (kind, name) once, gives the first a role, and counts 9 of it."""
    lines = ["News", *(f"The pilot {name} saw 9 of them." for _, name, *_ in names)]
    found = dict(enumerate(names, 1))
    return Story(
        number, number, lines, names=found, terms=list(terms),
        mentions=[(n + 1, name, n) for n, (_, name, *_) in found.items()],
        roles=[(2, "pilot", 1)], quotes=[(2, "saw", 1)], figures=[(2, "9", 9.0, 1, None)], **other,
    )  # fmt: skip


def night(directory, *stories, **other):
    publish_night(directory, list(stories), now=FIRST_NIGHT + len(layout.load_ids(directory)) * DAY, **other)


def offended(directory):
    """The checks of the gate that do not hold, of those that look at entities."""
    base = layout.published(directory)
    with duckdb.connect(str(base), read_only=True) as con:
        con.execute("SET VARIABLE load_id = ?", [base.parent.name])
        return [
            f"{check.table_name}: {check.check_name}" for check in gate.all_checks()
            if check.table_name not in {"files", "articles", "blocks"} and con.execute(check.offending).fetchall()
        ]  # fmt: skip


def asked(directory, *stories, resolve=apart, **other):
    """Publishes a night and returns what the resolver was asked, as lists of rows, and the context of all names."""
    seen = {}

    def resolver(given):
        found = resolve(given)
        for name in ("names", "votes", "keys", "links", "members", "redirects"):
            seen[name] = getattr(given, name).to_dicts()
        seen["keys_to_rejudge"] = given.affected.keys_to_rejudge.to_list()
        held, terms, codes = given.find_context(found.nodes)
        told = held.join(terms, on="article_id").join(codes, on="code")
        seen["context"] = set(told.select("node", "story", "term").rows())
        return found

    night(directory, *stories, resolve=resolver, **other)
    return seen


def gone(number):
    return [file_row(number, f"harbour-post/{number}.txt", "duplicate")]


def test_an_empty_warehouse_asks_for_the_night(tmp_path):
    seen = asked(tmp_path, article(1, ("PERSON", "Mara Quill"), ("PERSON", "Orr"), terms=["rope"]))
    assert seen["names"] == [
        {"name_key": "mara quill", "kind": "PERSON", "is_weak": False, "is_short": False, "article_id": None,
         "articles": 1},
        {"name_key": "orr", "kind": "PERSON", "is_weak": False, "is_short": True, "article_id": 1, "articles": 1},
    ]  # fmt: skip
    assert seen["votes"] == [
        {"name_key": name, "kind": "PERSON", "votes": 3} for name in ("mara quill", "orr")
    ]  # fmt: skip
    assert [(row["name_key"], row["key"]) for row in seen["keys"]] == [
        ("mara quill", "=mara quill"), ("mara quill", "s:quill"), ("orr", "=orr"), ("orr", "s:orr"),
    ]  # fmt: skip
    assert seen["keys_to_rejudge"] == ["=mara quill", "=orr", "s:orr", "s:quill"]
    assert (seen["members"], seen["links"], seen["redirects"]) == ([], [], [])
    assert seen["context"] == {
        (MARA, 1, "rope"), (MARA, 1, "=mara quill"), ("PERSON:orr@1", 1, "rope"), ("PERSON:orr@1", 1, "=mara quill"),
    }  # fmt: skip


def test_only_what_shares_a_key_with_the_night_is_looked_at(tmp_path):
    night(tmp_path, article(1, ("PERSON", "Mara Quill"), ("ORG", "Vell Line"), ("PLACE", "Ellmoor")))
    seen = asked(tmp_path, article(2, ("PERSON", "Quill")))
    assert {row["name_key"] for row in seen["names"]} == {"quill", "mara quill"}
    assert seen["keys_to_rejudge"] == ["=quill", "s:quill"]
    assert [(row["node"], row["articles"]) for row in seen["members"]] == [(MARA, 1)]


def told(directory, *tellers):
    """Whether `tellers` (outlet, and the publisher that nothing bears out) can say that Vell is Orr, as others do not.

    Two outlets use both names; each teller has an article that uses one for the other.
    """
    others = [article(n, ("ORG", name), outlet=outlet) for n, (name, outlet) in enumerate(OTHERS, 1)]
    said = [
        article(n, ("ORG", "Vell Line"), keys={1: {"=vell line", "o:vell", "=orr works"}}, outlet=outlet,
                unconfirmed_publisher=claimed)
        for n, (outlet, claimed) in enumerate(tellers, 10)
    ]  # fmt: skip
    seen = asked(directory, *others, *said)
    return ("vell line", "=orr works") in {(row["name_key"], row["key"]) for row in seen["keys"]}


OTHERS = [("Vell Line", "Tidings"), ("Orr Works", "Tidings"), ("Vell Line", "Dovecote"), ("Orr Works", "Dovecote")]


def test_one_outlet_alone_joins_no_names_that_others_tell_apart(tmp_path):
    assert not told(tmp_path / "one", ("Liar", None))
    assert not told(tmp_path / "often", ("Liar", None), ("Liar", None))
    assert not told(tmp_path / "claimed", ("Liar", None), ("Tidings", "Tidings"), (None, None))
    assert told(tmp_path / "two", ("Liar", None), ("Tidings", None))


def test_one_outlet_may_say_what_its_own_names_mean(tmp_path):
    alias = {1: {"=vell line", "o:vell", "=orr works"}}
    said = article(1, ("ORG", "Vell Line"), keys=alias)
    seen = asked(tmp_path, said, article(2, ("ORG", "Orr Works")), article(3, ("ORG", "Vell Line"), outlet="Tidings"))
    assert ("vell line", "=orr works") in {(row["name_key"], row["key"]) for row in seen["keys"]}


def test_names_that_share_a_key_with_what_goes_are_looked_at(tmp_path):
    night(tmp_path, article(1, ("PERSON", "Mara Quill")), article(2, ("PERSON", "Quill")))
    seen = asked(tmp_path, files=gone(2))
    assert {row["name_key"] for row in seen["names"]} == {"mara quill"}
    assert {(row["node"], row["articles"]) for row in seen["members"]} == {(MARA, 1), (QUILL, 0)}


def test_an_article_that_comes_again_finds_its_ids(tmp_path):
    night(tmp_path, article(1, ("PERSON", "Mara Quill")))
    ids = now(tmp_path, "SELECT entity_id, node FROM entities")
    night(tmp_path, article(1, ("PERSON", "Mara Quill"), ("ORG", "Vell Line")))
    assert now(tmp_path, f"SELECT entity_id, node FROM entities WHERE node = '{MARA}'") == ids
    night(tmp_path, files=gone(1))
    assert now(tmp_path, f"SELECT entity_id, node FROM entities WHERE node = '{MARA}'") == ids
    assert now(tmp_path, "FROM entity_aliases") == []
    assert now(tmp_path, "SELECT (SELECT count(*) FROM appearances) + (SELECT count(*) FROM blocking_keys)") == [(0,)]
    night(tmp_path, article(3, ("PERSON", "Mara Quill")))
    assert now(tmp_path, "SELECT DISTINCT entity_id, node FROM appearances") == ids


FOLLOWERS = """
    SELECT 'mentions', article_id, entity_id, probability FROM mentions
    UNION ALL SELECT 'roles', article_id, entity_id, NULL FROM roles
    UNION ALL SELECT 'quotes', article_id, speaker_entity_id, NULL FROM quotes
    UNION ALL SELECT 'figures', article_id, counted_entity_id, NULL FROM figures ORDER BY ALL
"""


def test_older_rows_follow_a_merge(tmp_path):
    night(tmp_path, article(1, ("ORG", "Vell Line"), terms=["rope"]), article(2, ("ORG", "Vell")))
    ((older,), (newer,)) = now(tmp_path, "SELECT entity_id FROM entities ORDER BY entity_id")
    night(tmp_path, article(3, ("ORG", "Vell Line")), resolve=together({LONG, SHORT}, probability=0.75))
    assert now(tmp_path, "SELECT entity_id, node, name, name_key FROM entities") == [
        (older, LONG, "Vell Line", "vell line")
    ]
    assert now(tmp_path, FOLLOWERS) == [
        (table, number, older, 0.75 if table == "mentions" else None)
        for table in ("figures", "mentions", "quotes", "roles") for number in (1, 2, 3)
    ]  # fmt: skip
    assert now(tmp_path, "FROM entity_aliases ORDER BY ALL") == [(older, "Vell", 1, 1), (older, "Vell Line", 2, 2)]
    assert offended(tmp_path) == []
    assert now(tmp_path, "SELECT old_entity_id, new_entity_id, reason, node, load_id FROM entity_redirects") == [
        (newer, older, "merged", LONG, "20310502T020000Z")
    ]
    seen = asked(tmp_path, article(4, ("ORG", "Vell Line")), resolve=together({LONG, SHORT}))
    assert [(row["old_entity_id"], row["new_entity_id"]) for row in seen["redirects"]] == [(newer, older)]
    assert {(row["node"], row["entity_id"], row["articles"]) for row in seen["members"]} == {
        (LONG, older, 2), (SHORT, older, 1),
    }  # fmt: skip


def test_an_id_that_is_given_back_leads_nowhere_else(tmp_path):
    night(tmp_path, article(1, ("ORG", "Vell Line"), ("ORG", "Vell")))
    ((older,), (newer,)) = now(tmp_path, "SELECT entity_id FROM entities ORDER BY entity_id")
    night(tmp_path, article(2, ("ORG", "Vell")), resolve=together({LONG, SHORT}))

    def divide(given):
        found = apart(given)
        members = found.members.with_columns(
            entity_id=pl.when(pl.col("node") == given.redirects["node"][0]).then(newer).otherwise(older)
        )
        entities = members.select("entity_id", pl.lit("ORG").alias("kind"), "node")
        return Resolution(found.nodes, members, entities, found.redirects.clear(), found.retracted, found.links)

    night(tmp_path, article(3, ("ORG", "Vell")), resolve=divide)
    assert now(tmp_path, "FROM entity_redirects") == []
    assert offended(tmp_path) == []
    assert len(now(tmp_path, "SELECT DISTINCT entity_id, node FROM appearances")) == 2
    assert now(tmp_path, "SELECT entity_id FROM entities ORDER BY ALL") == [(older,), (newer,)]
    assert now(tmp_path, "SELECT entity_id FROM mentions WHERE surface = 'Vell' AND article_id = 1") != (
        now(tmp_path, "SELECT entity_id FROM mentions WHERE surface = 'Vell Line' AND article_id = 1")
    )


def test_only_rows_that_change_are_written(tmp_path):
    night(tmp_path, article(1, ("PLACE", "Country"), ("ORG", "Vell Line")))
    with swap.lock(tmp_path):
        file = build(tmp_path, [article(2, ("PLACE", "Country"))], now=FIRST_NIGHT + DAY)
    with duckdb.connect(str(file), read_only=True) as con:
        assert con.execute("SELECT appearance_id, entity_id FROM appearances ORDER BY ALL").fetchall() == [
            (1, 2), (2, 1), (3, 2),
        ]  # fmt: skip
        assert con.execute("SELECT load_id, name FROM entities ORDER BY ALL").fetchall() == [
            ("20310501T020000Z", "Country"), ("20310501T020000Z", "Vell Line"),
        ]  # fmt: skip


def test_the_kind_that_is_compared_may_change_with_later_articles(tmp_path):
    weak = {"kind_votes": 1}
    night(tmp_path, article(1, ("PLACE", "Vell", weak)))

    def as_organisation(given):
        found = apart(given)
        node = pl.lit("ORG:vell")
        held = found.members.filter(entity_id=found.members["entity_id"].min())
        return Resolution(
            found.nodes.with_columns(node=node), held.with_columns(node=node),
            found.entities.filter(entity_id=held["entity_id"][0]).with_columns(kind=pl.lit("ORG"), node=node),
            found.redirects, found.retracted, found.links,
        )  # fmt: skip

    night(tmp_path, article(2, ("ORG", "Vell")), resolve=as_organisation)
    assert now(tmp_path, "SELECT kind, node, name FROM entities") == [("ORG", "ORG:vell", "Vell")]
    assert now(tmp_path, "SELECT article_id, kind, node FROM appearances ORDER BY ALL") == [
        (1, "PLACE", "ORG:vell"), (2, "ORG", "ORG:vell"),
    ]  # fmt: skip


def test_the_name_is_the_commonest_full_spelling_of_the_naming_node(tmp_path):
    same = together({LONG, SHORT})
    night(tmp_path, article(1, ("ORG", "Vell Line")), article(2, ("ORG", "VELL LINE")), resolve=same)
    name = "SELECT name FROM entities"
    assert now(tmp_path, name) == [("VELL LINE",)], "equally common and long: the first by letters"
    night(tmp_path, article(3, ("ORG", "Vell Line")), resolve=same)
    assert now(tmp_path, name) == [("Vell Line",)]
    night(tmp_path, *(article(n, ("ORG", "Vell")) for n in (4, 5)), resolve=same)
    assert now(tmp_path, name) == [("Vell Line",)], "the other node has fewer articles, whatever its spellings"
    night(tmp_path, *(article(n, ("ORG", "Vell")) for n in (6, 7)), resolve=same)
    assert now(tmp_path, "SELECT name, name_key, node FROM entities") == [("Vell", "vell", SHORT)]


def test_a_surname_written_more_often_does_not_name_a_person(tmp_path):
    story = article(1, ("PERSON", "Mara Quill"))
    story.lines += ["Then Quill left.", "Quill sang."]
    story.mentions += [(3, "Quill", 1), (4, "Quill", 1)]
    night(tmp_path, story)
    assert now(tmp_path, "SELECT name FROM entities") == [("Mara Quill",)]


def test_the_place_is_the_one_that_most_articles_tell(tmp_path):
    columns = ("place_type", "country_code", "latitude", "longitude")

    def told(*place):
        return ("PLACE", "Ellmoor", dict(zip(columns, place, strict=False)))

    night(tmp_path, article(1, told("town", "QZ", 1.0, 2.0)), article(2, told()))
    place = f"SELECT {', '.join(columns)} FROM entities"
    assert now(tmp_path, place) == [("town", "QZ", 1.0, 2.0)]
    night(tmp_path, article(3, told("region", "QA", 5.0, 6.0)))
    assert now(tmp_path, place) == [("region", "QA", 5.0, 6.0)], "ties go by value"
    night(tmp_path, article(4, told(None, "QZ")), article(5, told("region", None, 5.0, 6.0)))
    assert now(tmp_path, place) == [("town", "QZ", 1.0, 2.0)], "its point lies in its country"
    night(tmp_path, files=[*gone(1), *gone(4)])
    assert now(tmp_path, place) == [("region", "QA", 5.0, 6.0)]


def test_only_places_have_a_place(tmp_path):
    night(tmp_path, article(1, ("ORG", "Ellmoor", {"country_code": "QZ", "latitude": 1.0, "longitude": 2.0})))
    assert now(tmp_path, "SELECT country_code, latitude, longitude FROM entities") == [(None, None, None)]


def test_the_place_of_an_article_follows_its_entity(tmp_path):
    ellmoor, port = "PLACE:ellmoor", "PLACE:port ellmoor"
    stories = [article(1, ("PLACE", "Ellmoor"), place=1), article(2, ("PLACE", "Port Ellmoor"), place=1)]
    night(tmp_path, *stories, article(3, ("PLACE", "Ellmoor")))
    placed = (
        "SELECT article_id, name, place_source FROM articles LEFT JOIN entities ON entity_id = place_entity_id "
        "ORDER BY ALL"
    )
    apart_from = [(1, "Ellmoor", "dateline"), (2, "Port Ellmoor", "dateline"), (3, None, None)]
    assert now(tmp_path, placed) == apart_from
    night(tmp_path, article(4, ("PLACE", "Ellmoor"), ("PLACE", "Port Ellmoor")), resolve=together({ellmoor, port}))
    joined = [(1, "Ellmoor", "dateline"), (2, "Ellmoor", "dateline"), (3, None, None), (4, None, None)]
    assert now(tmp_path, placed) == joined
    assert offended(tmp_path) == []


TALE = "The council of Vellmark met on the quay and heard each captain in turn, from dawn to dusk. " * 5


def test_copies_of_a_story_are_one_context(tmp_path):
    stories = [article(n, ("PERSON", "Mara Quill"), ("ORG", "Vell"), terms=["rope"]) for n in (1, 2, 3)]
    for story in stories[:2]:
        story.lines.append(TALE)
    night(tmp_path, stories[0])
    seen = asked(tmp_path, *stories[1:])
    assert now(tmp_path, "SELECT article_id, duplicate_of FROM articles ORDER BY ALL") == [(1, None), (2, 1), (3, None)]
    assert [(row["name_key"], row["articles"]) for row in seen["names"]] == [("mara quill", 3), ("vell", 3)]
    assert [(row["name_key"], row["votes"]) for row in seen["votes"]] == [("mara quill", 9), ("vell", 9)]
    terms = {"rope", "=vell", "=mara quill"}
    assert seen["context"] == {(node, story, term) for node in (MARA, SHORT) for story in (1, 3) for term in terms}


def test_names_in_articles_that_turn_out_to_be_copies_are_looked_at(tmp_path):
    offer = "Read the Harbour Post on paper, every morning, for some crowns a week or less."
    first, second = (article(n, ("PERSON", "Mara Quill")) for n in (1, 2))
    first.lines.append(TALE)
    second.lines += [TALE, offer]
    night(tmp_path, first, second)
    others = [article(n, ("ORG", "Vell")) for n in (3, 4)]
    for other, what in zip(others, ("a sailmaker mended the lamp", "the clerk shut the sluice"), strict=True):
        other.lines += [f"On the old north mole of Vellmark {what}, and nobody saw it, as it rained all day.", offer]
        other.lines.append(f"Asked about it, the harbour master said that it was so: {what}, and that was that.")
    night(tmp_path, *others)
    seen = asked(tmp_path, article(5, ("PLACE", "Ellmoor")))
    assert now(tmp_path, "SELECT duplicate_of FROM articles WHERE article_id = 2") == [(1,)]
    assert {row["name_key"]: row["articles"] for row in seen["names"]} == {"ellmoor": 1, "mara quill": 2}


def test_links_are_numbered_kept_and_retracted(tmp_path):
    link = {
        "left_node": LONG, "right_node": MARA, "judgement": "different", "score": 0.1, "features": "{}",
        "method": "spelling", "method_version": "1", "blocking_key": "s:x", "decided_by": "newsledger",
    }  # fmt: skip
    first = link | {"left_node": "ORG:a", "right_node": "ORG:b"}
    night(tmp_path, article(1, ("ORG", "Vell Line"), ("PERSON", "Mara Quill")), resolve=together(links=[link, first]))
    shown = "SELECT link_id, left_node, decided_at::VARCHAR, retracted_at::VARCHAR, load_id FROM entity_links"
    assert now(tmp_path, shown) == [
        (1, "ORG:a", "2031-05-01 02:00:00", None, "20310501T020000Z"),
        (2, LONG, "2031-05-01 02:00:00", None, "20310501T020000Z"),
    ]

    def retract(given):
        assert given.links["link_id"].to_list() == [2], "those of other names are not asked about"
        found = apart(given)
        retracted = given.links.select("link_id")
        return Resolution(found.nodes, found.members, found.entities, found.redirects, retracted, found.links)

    night(tmp_path, article(2, ("ORG", "Vell Line")), resolve=retract)
    assert now(tmp_path, f"{shown} WHERE link_id = 2") == [
        (2, LONG, "2031-05-01 02:00:00", "2031-05-02 02:00:00", "20310501T020000Z")
    ]
    assert asked(tmp_path, article(3, ("ORG", "Vell Line")))["links"] == []


def test_entities_that_a_link_would_join_are_looked_at(tmp_path):
    link = {
        "left_node": "ORG:the quay company", "right_node": LONG, "judgement": "same", "score": 0.9, "features": "{}",
        "method": "alias", "method_version": "1", "blocking_key": "s:x", "decided_by": "newsledger",
    }  # fmt: skip
    night(tmp_path, article(1, ("ORG", "Vell Line"), ("ORG", "The Quay Company")), resolve=together(links=[link]))
    seen = asked(tmp_path, article(2, ("ORG", "Vell Line")))
    assert {row["node"] for row in seen["members"]} == {LONG, "ORG:the quay company"}
    assert {row["name_key"] for row in seen["names"]} == {"vell line"}


def test_an_appearance_without_an_entity_fails_the_load(tmp_path):
    def forgetful(given):
        found = apart(given)
        return Resolution(
            found.nodes, found.members[1:], found.entities[1:], found.redirects, found.retracted, found.links
        )

    with swap.lock(tmp_path), pytest.raises(WarehouseError, match="resolving left 1 appearances without an entity"):
        build(tmp_path, [article(1, ("ORG", "Vell Line"), ("ORG", "Vell"))], resolve=forgetful)


# what people decided


def reviewed(directory):
    return now(
        directory,
        "SELECT left_node, right_node, judgement, score, decided_by, decided_at::VARCHAR, retracted_at IS NULL, "
        "load_id FROM entity_links WHERE method = 'review' ORDER BY link_id",
    )


def pending(directory):
    return published_state.decisions_pending(layout.published(directory), directory)


def test_decisions_become_links_that_the_resolver_sees(tmp_path):
    night(tmp_path, article(1, ("ORG", "Vell Line"), ("ORG", "Vell"), ("PLACE", "Ellmoor")))
    assert not pending(tmp_path)
    decide(tmp_path, SHORT, LONG, "same")
    assert pending(tmp_path)
    seen = asked(tmp_path, resolve=together({LONG, SHORT}))
    assert [(row["left_node"], row["judgement"], row["method"], row["blocking_key"]) for row in seen["links"]] == [
        (SHORT, "same", "review", None)
    ]
    assert {row["name_key"] for row in seen["names"]} == {"vell", "vell line"}
    assert reviewed(tmp_path) == [
        (SHORT, LONG, "same", 1.0, "Lio Marr", "2031-05-01 02:00:00", True, "20310502T020000Z")
    ]
    assert len(now(tmp_path, "FROM entities")) == 2
    assert not pending(tmp_path)
    before = reviewed(tmp_path)
    night(tmp_path, article(2, ("ORG", "Vell Line")), resolve=together({LONG, SHORT}))
    assert reviewed(tmp_path) == before, "taken in once"


def test_the_last_decision_on_a_pair_counts(tmp_path):
    night(tmp_path, article(1, ("ORG", "Vell Line"), ("ORG", "Vell")))
    decide(tmp_path, SHORT, LONG, "same")
    decide(tmp_path, SHORT, LONG, "unsure", now=FIRST_NIGHT + DAY / 2)
    night(tmp_path)
    assert [(row[2], row[3], row[6]) for row in reviewed(tmp_path)] == [("unsure", 0.5, True)]
    decide(tmp_path, SHORT, LONG, "different", now=FIRST_NIGHT + 2 * DAY)
    seen = asked(tmp_path)
    assert [(row[2], row[3], row[6]) for row in reviewed(tmp_path)] == [
        ("unsure", 0.5, False), ("different", 0.0, True),
    ]  # fmt: skip
    assert [row["judgement"] for row in seen["links"]] == ["different"]
    decide(tmp_path, SHORT, LONG, "open", now=FIRST_NIGHT + 3 * DAY)
    assert pending(tmp_path)
    seen = asked(tmp_path)
    assert [row[6] for row in reviewed(tmp_path)] == [False, False]
    assert (seen["links"], {row["name_key"] for row in seen["names"]}) == ([], {"vell", "vell line"})
    assert not pending(tmp_path)


def test_a_decision_on_names_that_are_not_there_yet_waits(tmp_path):
    night(tmp_path, article(1, ("PLACE", "Ellmoor")))
    decide(tmp_path, "ORG:vell@7", LONG, "same")
    assert pending(tmp_path)
    night(tmp_path)
    assert not pending(tmp_path)
    seen = asked(tmp_path, article(2, ("ORG", "Vell Line")))
    assert [{row["left_node"], row["right_node"]} for row in seen["links"]] == [{"ORG:vell@7", LONG}]


def test_decisions_are_taken_in_again_after_a_rollback(tmp_path):
    night(tmp_path, article(1, ("ORG", "Vell Line"), ("ORG", "Vell")))
    decide(tmp_path, SHORT, LONG, "same")
    night(tmp_path)
    swap.rollback(tmp_path, None, FIRST_NIGHT + 5 * DAY)
    assert pending(tmp_path)


def test_before_anything_is_published_no_decision_makes_a_night(tmp_path):
    decide(tmp_path, SHORT, LONG, "same")
    assert not published_state.decisions_pending(None, tmp_path)
    night(tmp_path, article(1, ("ORG", "Vell Line")))
    assert len(reviewed(tmp_path)) == 1


def test_a_night_of_decisions_alone_is_loaded(tmp_path):
    corpus, warehouse = tmp_path / "corpus", tmp_path / "warehouse"
    corpus.mkdir()
    night(warehouse, article(1, ("ORG", "Vell Line"), ("ORG", "Vell")))
    with swap.lock(warehouse):
        settings = LoadSettings.of(corpus, warehouse, None, 1, retention.KEPT_VERSIONS)
        assert not stages.scan.fn(settings, None).has_news
        decide(warehouse, SHORT, LONG, "different")
        plan = stages.scan.fn(settings, None)
        assert plan.has_news
        under_way = begin_night(plan)
        assert stages.ingest.fn(under_way, 0) is None
        stages.load.fn(under_way)
    assert (under_way.rows["articles"], under_way.rows["files"]) == (0, 0)
    assert rows(under_way.candidate, "SELECT judgement FROM entity_links WHERE method = 'review'") == [("different",)]
    assert list(under_way.costs.seconds) == ["scan", "ingest", "resolve", "load"]


def test_a_damaged_journal_fails_the_load(tmp_path):
    night(tmp_path, article(1, ("ORG", "Vell Line")))
    (tmp_path / "decisions.jsonl").write_text("{\n")
    with pytest.raises(WarehouseError):
        decisions.read(tmp_path)
    with swap.lock(tmp_path), pytest.raises(WarehouseError):
        build(tmp_path, [article(2, ("ORG", "Vell"))], now=FIRST_NIGHT + DAY)


# nights one by one, and all at once


NAMES = [
    ("PERSON", "Mara Quill"), ("PERSON", "MARA QUILL"), ("PERSON", "Quill"), ("ORG", "Vell Line"), ("ORG", "Vell"),
    ("PLACE", "Ellmoor", {"country_code": "QZ"}), ("PLACE", "Ellmoor", {"country_code": "QA"}), ("PLACE", "Vell Line"),
]  # fmt: skip
GROUPS = [{LONG, SHORT, "PLACE:vell line"}, {MARA, "PERSON:quill@3", "PERSON:quill@5"}]
PARTITION = """
    SELECT article_id, a.node, e.node AS naming, e.kind, e.name, e.name_key, e.country_code, probability
    FROM appearances a JOIN entities e USING (entity_id) ORDER BY ALL
"""


def settled(directory):
    aliases = now(
        directory, "SELECT node, alias, mentions, articles FROM entity_aliases JOIN entities USING (entity_id)"
    )
    return now(directory, PARTITION), sorted(aliases)


@pytest.mark.parametrize("seed", range(2))
def test_nights_one_by_one_come_to_the_same_as_all_at_once(tmp_path, seed):
    chance = random.Random(seed)
    stories = {n: article(n, *chance.sample(NAMES, 3)) for n in range(1, 6)}
    for number in (2, 4):
        stories[number].lines.append(TALE)
    groups = together(*GROUPS)
    for directory in ("whole", "nights"):
        (tmp_path / directory).mkdir()
    night(tmp_path / "whole", *stories.values(), resolve=groups)
    order = chance.sample(sorted(stories), len(stories))
    for number in order:
        night(tmp_path / "nights", article(number, *chance.sample(NAMES, 2)), resolve=groups)
    for number in chance.sample(order, len(order)):
        night(tmp_path / "nights", stories[number], resolve=groups)
    assert settled(tmp_path / "nights") == settled(tmp_path / "whole")
    assert offended(tmp_path / "nights") == []
