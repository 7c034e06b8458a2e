import duckdb
import pytest

from tests.kills import story
from tests.nights import publish_first_night
from warehouse.publish import journal, layout
from warehouse.publish.verify import verify


@pytest.fixture
def version(tmp_path):
    load_id = publish_first_night(tmp_path, [story(1), story(2), story(3)])
    return tmp_path, load_id


def spoil(version, *statements):
    """Changes a published file, and lets its manifest agree about the bytes."""
    directory, load_id = version
    file = layout.version_file(directory, load_id)
    file.chmod(0o644)
    with duckdb.connect(str(file)) as con:
        for statement in statements:
            con.execute(statement)
        con.execute("CHECKPOINT")
    agree(version, sha256=layout.digest(file), size_bytes=file.stat().st_size)


def agree(version, **changes):
    directory, load_id = version
    manifest = journal.load(directory, load_id) | changes
    journal.record_load(directory, manifest)
    journal.write(layout.version_file(directory, load_id).with_name("manifest.json"), manifest)


def test_a_version_as_it_was_published_is_clean(version):
    done: list[int] = []
    found = verify(version[0], version[1], done.append)
    assert found.faults == ()
    # Of each article three blocks, a mention, a figure and a quotation.
    assert (found.articles, found.spans) == (3, 18)
    assert found.size_bytes == layout.version_file(*version).stat().st_size
    assert abs(sum(done) - found.size_bytes) < 10


@pytest.mark.parametrize(
    ("statement", "fault"),
    [
        ("UPDATE mentions SET raw_start = raw_start + 1, raw_end = raw_end + 1 WHERE mention_id = 2",
         "1 of 3 mentions do not slice back, mention_id 2 for one"),
        ("UPDATE blocks SET start_char = start_char - 1, end_char = end_char - 1 WHERE block_no = 2",
         "3 of 9 blocks do not slice back, block_id 2 for one"),
        ("UPDATE figures SET start_char = start_char + 1, end_char = end_char + 1 WHERE figure_id = 3",
         "1 of 3 figures do not slice back, figure_id 3 for one"),
        ("UPDATE quotes SET text = 'Nobody swims' WHERE quote_id = 1",
         "1 of 3 quotes do not slice back, quote_id 1 for one"),
        ("UPDATE mentions SET article_id = 99 WHERE mention_id = 1", "1 of 3 mentions belong to no article"),
        ("DELETE FROM quotes WHERE quote_id = 1", "quotes holds 2 rows, its manifest says 3"),
        ("DROP TABLE rejections", "Catalog Error: Table with name rejections does not exist!"),
        ("UPDATE loads SET code_version = '9'", "its row in loads is not as its manifest says"),
    ],
)  # fmt: skip
def test_what_does_not_fit_is_named(version, statement, fault):
    spoil(version, statement)
    (found,) = verify(*version).faults
    assert found.startswith(fault)


def test_one_changed_byte_is_found_and_such_a_file_is_not_opened(version):
    file = layout.version_file(*version)
    content = bytearray(file.read_bytes())
    content[len(content) // 2] ^= 1
    file.chmod(0o644)
    file.write_bytes(content)
    assert verify(*version).faults == ("its file is not the one that was published: the sha256 differs",)


def test_what_lies_beside_the_file_is_told(version):
    file = layout.version_file(*version)
    file.with_name("warehouse.duckdb.wal").touch()
    (fault,) = verify(*version).faults
    assert fault.startswith("warehouse.duckdb.wal lies beside it")


def test_manifest_and_journal_must_agree(version):
    directory, load_id = version
    journal.record_load(directory, journal.load(directory, load_id) | {"articles_added": 9})
    assert verify(*version).faults == ("its manifest is not the one in the journal",)
    layout.version_file(*version).with_name("manifest.json").write_text("{}")
    (fault,) = verify(*version).faults
    assert "manifest.json is damaged" in fault


def test_articles_of_any_size_are_looked_at_in_parts(version, monkeypatch):
    monkeypatch.setattr("warehouse.publish.verify.AT_ONCE_BYTES", 1)
    assert verify(*version).spans == 18


def test_a_hostile_manifest_runs_nothing(version):
    rows = journal.load(*version)["rows"] | {'articles"; DROP TABLE articles; --': 3}
    agree(version, rows=rows)
    (fault,) = verify(*version).faults
    assert "does not exist" in fault
