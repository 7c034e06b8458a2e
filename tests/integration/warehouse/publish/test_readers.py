"""Readers of many kinds while versions are published under them: no lock, no half version, no restart."""

import sys
from pathlib import Path

import pytest

from tests.publishing import VERSIONS, publish_while_read, table
from tests.readers import ELSEWHERE, KINDS, STAY

pytestmark = pytest.mark.slow


def test_readers_meet_no_error_and_no_half_version(tmp_path: Path, capsys) -> None:
    kinds = [kind for kind in KINDS if kind not in ELSEWHERE]
    found = publish_while_read(tmp_path, [(kind, kind, Path(sys.executable)) for kind in kinds])
    with capsys.disabled():
        print(f"\n{VERSIONS} versions\n{table(found)}")
    assert [met.kind for met in found] == kinds
    for met in found:
        assert met.reads > 2, met
        assert (met.errors, met.inconsistent) == ([], 0), met
        assert (met.seconds is None) == (met.kind in STAY), met
