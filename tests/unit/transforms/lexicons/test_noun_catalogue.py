"""How nouns are chosen from WordNet, on a WordNet of a few words."""

import tomllib
from pathlib import Path

import pytest

from transforms.lexicons.noun_catalogue import nouns, read_wordnet

# Synset, then its words, then the synset above: the fields of WordNet's own files.
DATA = """\
  1 This software is not WordNet.
00000001 03 n 01 entity 0 000 | all there is
00000002 03 n 01 person 0 001 @ 00000001 n 0000 | somebody
00000003 18 n 01 baker 0 001 @ 00000002 n 0000 | who bakes
00000004 03 n 01 social_group 0 001 @ 00000001 n 0000 | people
00000005 14 n 01 organization 0 001 @ 00000004 n 0000 | a body
00000006 14 n 02 firm 0 house 0 001 @ 00000005 n 0000 | a business
00000007 06 n 01 house 0 001 @ 00000001 n 0000 | a building
00000008 18 n 01 religious_person 0 001 @ 00000002 n 0000 | a believer
00000009 18 n 02 Shaker 0 Norman 0 001 @ 00000008 n 0000 | of a sect
00000010 06 n 01 craft 0 001 @ 00000001 n 0000 | a vehicle
00000011 06 n 01 vessel 0 001 @ 00000010 n 0000 | on water
00000012 06 n 01 yawl 0 001 @ 00000011 n 0000 | with sails
00000013 18 n 01 performer 0 001 @ 00000002 n 0000 | on a stage
00000014 18 n 01 bass 0 001 @ 00000013 n 0000 | who sings
00000015 05 n 01 bass 0 001 @ 00000001 n 0000 | a fish
00000016 18 n 01 snork 0 001 @ 00000002 n 0000 | (ethnic slur) offensive term for a stranger
"""
SENSES = """\
baker%1:18:00:: 00000003 1 4
firm%1:14:00:: 00000006 1 9
house%1:06:00:: 00000007 1 90
house%1:14:00:: 00000006 2 1
shaker%1:18:00:: 00000009 1 0
norman%1:18:00:: 00000009 1 0
yawl%1:06:00:: 00000012 1 0
bass%1:05:00:: 00000015 1 8
bass%1:18:00:: 00000014 2 1
snork%1:18:00:: 00000016 1 4
bake%2:30:00:: 00000099 1 3
"""


@pytest.fixture
def catalogue(tmp_path: Path) -> dict[str, list[str]]:
    (tmp_path / "data.noun").write_text(DATA, "utf8")
    (tmp_path / "index.sense").write_text(SENSES, "utf8")
    written = nouns(read_wordnet(tmp_path), ["ANN", "ROSE"], ["NORMAN"])
    return {sort: words.split() for sort, words in tomllib.loads(written).items()}


def test_nouns_are_sorted_by_what_they_mostly_mean(catalogue: dict[str, list[str]]) -> None:
    assert catalogue["persons"] == ["baker"]
    assert catalogue["bodies"] == ["firm"]
    assert catalogue["vessels"] == ["yawl"]
    assert catalogue["trades"] == ["bass"]
    assert catalogue["given_names"] == ["ann", "rose"]


def test_words_that_insult_are_left_out(catalogue: dict[str, list[str]]) -> None:
    assert not any("snork" in words for words in catalogue.values())


def test_a_people_that_is_a_common_surname_is_left_out(catalogue: dict[str, list[str]]) -> None:
    assert catalogue["believers"] == ["shaker"]
