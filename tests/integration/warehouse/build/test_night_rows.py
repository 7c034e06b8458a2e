import pytest

from tests.nights import FIRST_NIGHT, Story, all_changed, apart, build, file_row, leave, publish_night
from tests.stories import FETH, MARKET, QUILL, STRIKE, VELL, rows
from transforms.relate.relators import RELATORS
from warehouse import WarehouseError
from warehouse.build import candidate
from warehouse.publish import layout, swap
from warehouse.publish.journal import Load


def test_local_ids_become_those_of_the_warehouse(published):
    base = layout.published(published)
    assert rows(base, "SELECT block_id, article_id, block_no FROM blocks") == [
        (1, 1, 1), (2, 1, 2), (3, 1, 3), (4, 2, 1), (5, 2, 2),
    ]  # fmt: skip
    assert rows(base, "SELECT appearance_id, article_id, entity_id, probability, node FROM appearances") == [
        (1, 1, QUILL, 1.0, "PERSON:mara quill"), (2, 1, VELL, 1.0, "ORG:vell line"),
        (3, 2, FETH, 1.0, "PERSON:olan feth"),
    ]  # fmt: skip
    assert rows(base, "FROM blocking_keys ORDER BY ALL") == [
        (1, "=mara quill"), (1, "s:quill"), (2, "=vell line"), (2, "o:vell"), (3, "=olan feth"), (3, "s:feth"),
    ]  # fmt: skip
    assert rows(base, "FROM article_terms") == [(1, "crew"), (1, "ship")]
    assert rows(base, "SELECT mention_id, block_id, appearance_id, entity_id, probability, surface FROM mentions") == [
        (1, 2, 1, QUILL, 1.0, "Mara Quill"), (2, 3, 1, QUILL, 1.0, "Quill"), (3, 5, 3, FETH, 1.0, "Olan Feth"),
    ]  # fmt: skip
    assert rows(base, "SELECT role_id, block_id, appearance_id, entity_id, role FROM roles") == [
        (1, 3, 2, VELL, "ships")
    ]
    assert rows(base, "SELECT quote_id, block_id, speaker_appearance_id, speaker_entity_id FROM quotes") == [
        (1, 3, 1, QUILL)
    ]
    assert rows(base, "SELECT figure_id, block_id, surface, counted_entity_id, quote_id FROM figures") == [
        (1, 2, "40", None, None), (2, 3, "12", VELL, 1), (3, 5, "9", None, None),
    ]  # fmt: skip


def test_every_span_slices_back(published):
    base = layout.published(published)
    for table, text in (("blocks", "text"), ("mentions", "surface"), ("figures", "surface"), ("quotes", "text")):
        wrong = rows(
            base,
            f"SELECT t.* FROM {table} t JOIN articles USING (article_id) "
            f"WHERE raw_text[raw_start + 1 : raw_end] <> {text} OR body[start_char + 1 : end_char] <> {text}",
        )
        assert wrong == []


@pytest.mark.parametrize(
    ("story", "message"),
    [
        (
            Story(1, 1, ["Quay", "Mara Quill left."], mentions=[(2, "Mara Quill", 5)]),
            r"mentions\.appearance_id.* has no 5",
        ),
        (
            Story(1, 1, ["Quay", "9 left."], figures=[(2, "9", 9.0, 4, None)]),
            r"figures\.counted_appearance_id.* has no 4",
        ),
        (Story(1, 1, ["Quay", "9 left."], figures=[(2, "9", 9.0, None, 3)]), r"figures\.quote_id.* has no 3"),
    ],
)
def test_a_local_id_without_a_partner_fails_the_load(tmp_path, story, message):
    with swap.lock(tmp_path), pytest.raises(WarehouseError, match=message):
        build(tmp_path, [story])


def test_a_row_that_breaks_the_schema_fails_the_load_in_one_line(tmp_path):
    bad = [file_row(1, "quay.txt", "lost")]
    with swap.lock(tmp_path), pytest.raises(WarehouseError, match="CHECK constraint failed") as error:
        build(tmp_path, [MARKET], files=bad)
    assert "\n" not in str(error.value)


def test_parts_of_a_group_are_read_together_in_the_order_of_their_articles(tmp_path):
    with swap.lock(tmp_path):
        file = candidate.create(tmp_path, "20310501T020000Z", None)
        leave(file.parent / "work", [MARKET], part=1)
        leave(file.parent / "work", [STRIKE], part=2)
        written = candidate.write(
            file,
            Load("20310501T020000Z", FIRST_NIGHT, None, "0.1.0", "tiny"),
            FIRST_NIGHT,
            all_changed,
            apart,
            RELATORS,
        )
    assert written["articles"] == 2
    assert rows(file, "SELECT block_id, article_id FROM blocks ORDER BY block_id") == [
        (1, 1), (2, 1), (3, 1), (4, 2), (5, 2),
    ]  # fmt: skip


def test_a_folder_with_pattern_characters_and_quotes_in_its_name(tmp_path):
    odd = tmp_path / "it's [a-z]*"
    publish_night(odd, [STRIKE, MARKET])
    assert rows(layout.published(odd), "SELECT count(*) FROM articles") == [(2,)]


def test_hostile_text_stays_text(tmp_path):
    lines = ["Quay'); DROP TABLE articles; --", "“\u202e\x1b[31m” $load_id {x} \\ 漢字 🦆 9 left."]
    story = Story(1, 1, lines, figures=[(2, "9", 9.0, None, None)])
    publish_night(tmp_path, [story])
    assert rows(layout.published(tmp_path), "SELECT body, sentence FROM articles, figures") == [(story.body, lines[1])]
