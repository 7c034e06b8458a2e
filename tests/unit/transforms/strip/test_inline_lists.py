"""Lists of other stories within a sentence: where they begin and end, and what is none."""

import pytest

from tests.unit.transforms.strip.invented_article import FIRST, HEADLINE, SECOND
from transforms.strip.blocks import strip
from transforms.strip.inline_lists import find_inline_lists


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Sen. Ada Holm Ada (Addy) Marie HolmWall late again MORE (Ind.) left.", "Sen. Ada Holm (Ind.) left."),
        ("Mayor Holm Ada Marie HolmMORE said no.", "Mayor Holm said no."),
        ("Rep. Cy Birk Jr. Cyrus (Cy) Lee BirkLamp lit | Lamp out MORE left.", "Rep. Cy Birk Jr. left."),
        ("So said Fay McAllister Fay Ann McAllister2031: a year of walls MORE.", "So said Fay McAllister."),
        ("Gov. Di Ott Diana OttNo MORE (D) and Cy Birk Cy BirkNo stone MORE met.", "Gov. Di Ott (D) and Cy Birk met."),
        ("Premier Bo O'Hara Robert (Bo) O'HaraFerry fares rise MORE, 61, agreed.", "Premier Bo O'Hara, 61, agreed."),
        ("“No,” said Nan de la Torre Anna (Nan) TorreShut MORE twice.", "“No,” said Nan de la Torre twice."),
        ("Chancellor Zoë Åberg Zoë Maria ÅbergThe lamp MORE spoke.", "Chancellor Zoë Åberg spoke."),
        ("Thanks to Ada HolmAda Marie HolmWall late MORE (Ind.) it stands.", "Thanks to Ada Holm (Ind.) it stands."),
        ("Holm Ada HolmA wall MORE won.", "Holm won."),
    ],
)  # fmt: skip
def test_a_list_goes_from_the_second_name_to_its_button(line: str, kept: str) -> None:
    text, before = "", 0
    for start, end in find_inline_lists(line):
        text, before = text + line[before:start], end
    assert text + line[before:] == kept


@pytest.mark.parametrize(
    "line",
    [
        "The mayor wants MORE stone, and MORE of it.",
        "McAllister told McAllister Stone that it had to send MORE.",
        "Ada Holm, Ada Marie Holm in full, asked for MORE.",
        "The iPhone of the mayor rang MORE than once.",
        "Read MORE: WallWatch grows, says Holm",
        "MORE",
    ],
)
def test_other_capitals_are_no_list(line: str) -> None:
    assert find_inline_lists(line) == []


def test_a_line_is_cut_into_blocks_that_slice_back() -> None:
    line = "Sen. Ada Holm Ada (Addy) Marie HolmWall late again MORE (Ind.) said on Monday that she would go."
    raw = f"{HEADLINE}\n{FIRST}\n{line}\n{SECOND}"
    stripped = strip(raw)
    assert [block.kind for block in stripped.blocks] == ["headline", "body", "body", "related", "body", "body"]
    assert [block.block_no for block in stripped.blocks] == [1, 2, 3, 4, 5, 6]
    for block in stripped.blocks:
        assert raw[block.raw_start : block.raw_end] == block.text
        if block.start_char is not None:
            assert stripped.body[block.start_char : block.end_char] == block.text
    assert "HolmWall" not in stripped.body
    assert [block.kind for block in strip(raw, keep_all=True).blocks] == ["body"] * 4
