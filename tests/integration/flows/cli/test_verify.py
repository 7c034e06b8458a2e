"""`newsledger verify`; `test_verify.py` of the warehouse says what it finds."""

import json
import os

from tests.commands import Newsledger
from tests.kills import story
from tests.nights import FIRST_NIGHT, publish_night
from warehouse.publish import layout


def test_a_line_for_each_version_and_an_exit_code(tmp_path, newsledger: Newsledger):
    first, second = (publish_night(tmp_path, [story(n)], now=FIRST_NIGHT.replace(day=n)) for n in (1, 2))
    one = newsledger("verify", "--warehouse", tmp_path)
    assert (one.returncode, one.stderr) == (0, "")
    assert one.stdout == f"{second:<20} clean    {one.stdout.split()[2]} MB, 2 articles, 12 offsets slice back\n"
    told = json.loads(newsledger("verify", "--warehouse", tmp_path, "--format", "json").stdout)
    assert (told["load_id"], told["clean"], told["articles"], told["faults"]) == (second, True, 2, [])
    file = layout.version_file(tmp_path, first)
    file.chmod(0o644)
    with file.open("r+b") as stream:
        stream.seek(-1, os.SEEK_END)
        stream.write(b"x")
    every = newsledger("verify", "--all", "--warehouse", tmp_path)
    assert every.returncode == 1
    assert [line.split()[:2] for line in every.stdout.splitlines()] == [[first, "DAMAGED"], [second, "clean"]]
    assert newsledger("verify", second, "--warehouse", tmp_path).returncode == 0
    file.unlink()
    gone = newsledger("verify", first, "--warehouse", tmp_path)
    assert (gone.returncode, gone.stdout) == (1, f"{first:<20} DAMAGED  its file is missing\n")


def test_wrong_usage_and_versions_that_are_not_there(tmp_path, newsledger: Newsledger):
    assert newsledger("verify", "--warehouse", tmp_path / "none").stderr.startswith("Error: nothing is published")
    load_id = publish_night(tmp_path, [story(1)])
    unknown = newsledger("verify", "../../etc", "--warehouse", tmp_path)
    assert (unknown.returncode, unknown.stderr) == (
        1, f"Error: there is no published version '../../etc'; kept: {load_id}\n",
    )  # fmt: skip
    assert newsledger("verify", load_id, "--all", "--warehouse", tmp_path).returncode == 2
