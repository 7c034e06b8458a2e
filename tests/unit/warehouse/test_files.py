import stat
from pathlib import Path

import pytest

from warehouse.files import replacing


def write(text: str, file: Path) -> None:
    with replacing(file) as unfinished:
        unfinished.write_text(text, encoding="utf-8")


def test_a_file_goes_where_a_link_leads_and_a_failure_leaves_what_was_there(tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old")
    link = tmp_path / "link.html"
    link.symlink_to(page.name)
    write("new", link)
    assert (page.read_text(), link.is_symlink()) == ("new", True)
    with pytest.raises(UnicodeEncodeError):
        write("\ud800", page)
    assert page.read_text() == "new"
    assert sorted(path.name for path in tmp_path.iterdir()) == ["link.html", "page.html"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o664, 0o444])
def test_a_file_keeps_the_permissions_of_the_file_that_it_replaces(mode: int, tmp_path: Path) -> None:
    page = tmp_path / "page.html"
    page.write_text("old")
    page.chmod(mode)
    write("new", page)
    assert (page.read_text(), stat.S_IMODE(page.stat().st_mode)) == ("new", mode)


def test_a_new_file_has_the_usual_permissions(tmp_path: Path) -> None:
    (tmp_path / "usual").touch()
    write("new", tmp_path / "page.html")
    assert (tmp_path / "page.html").stat().st_mode == (tmp_path / "usual").stat().st_mode


@pytest.mark.parametrize("name", ["none/page.html", "file/page.html", "", "loop/page.html"])
def test_a_failure_names_the_file_that_was_asked_for(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").touch()
    (tmp_path / "loop").symlink_to("loop")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(OSError) as caught:
        write("new", Path(name))
    assert str(caught.value.filename) == str(Path(name))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["file", "loop"]


def test_what_a_killed_process_left_is_neither_followed_nor_in_the_way(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("os.getpid", lambda: 7)
    (tmp_path / "other").write_text("kept")
    (tmp_path / ".newsledger-7.tmp").symlink_to("other")
    write("new", tmp_path / "page.html")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"other": "kept", "page.html": "new"}
