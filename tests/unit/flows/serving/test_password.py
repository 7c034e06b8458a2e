from pathlib import Path
from stat import S_IMODE

from flows.serving.password import keep_password, kept_password


def test_a_password_is_made_once_and_only_its_owner_may_read_it(tmp_path: Path) -> None:
    assert kept_password(tmp_path) is None
    file, password = keep_password(tmp_path)
    assert S_IMODE(file.stat().st_mode) == 0o600
    assert len(password) > 40
    assert keep_password(tmp_path) == (file, password)
    assert kept_password(tmp_path) == password


def test_another_folder_has_another(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    assert keep_password(tmp_path / "a")[1] != keep_password(tmp_path / "b")[1]


def test_one_that_people_wrote_is_taken_and_closed_to_others(tmp_path: Path) -> None:
    (tmp_path / "api-password").write_text("ours:secret\n", encoding="utf-8")
    (tmp_path / "api-password").chmod(0o644)
    file, password = keep_password(tmp_path)
    assert (password, S_IMODE(file.stat().st_mode)) == ("ours:secret", 0o600)
