"""What is doubtful about a text."""

import pytest

from transforms.readers.quality import doubts, without_rest

SOUND = "The harbour stayed shut on Friday, the council said. It will open again next week, if the sea allows it.\n" * 4


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        (SOUND, ()),
        (SOUND + "The rest of the story is for…", ("cut",)),
        (SOUND + "“We waited, and then ...”", ("cut",)),
        (SOUND + "She said… no. He left.", ()),
        ("The mayor said no , and left . He won ’ t return , they said .", ("tokenised",)),
        ("He scored 3 , 4 or 5.", ()),
        ("The caf\ufffd in Malm\ufffd was shut.", ("broken_characters",)),
        (SOUND * 3 + "One caf\ufffd.", ()),
        ("Itâ€s â€œ shut", ("broken_characters",)),
        ("20260304\tKSA\t17\t3.5\n" * 6, ("machine_table",)),
        ("Kestrel 2, Harbour 1\nMarsh 0, Quill 0\nEchoes 3, Post 3\nHerald 1, Gazette 0\n", ()),
        ("", ()),
    ],
)
def test_reasons(text: str, reasons: tuple[str, ...]) -> None:
    assert doubts(text) == reasons


@pytest.mark.parametrize(
    ("text", "whole"),
    [
        ("The bridge, which was… [+2210 chars]", "The bridge, which was…"),
        ("The bridge, which was [+12 chars]", "The bridge, which was…"),
        ("Lines [+ 3,400 characters]\n", "Lines…"),
        ("The team won [+3]", "The team won [+3]"),
    ],
)
def test_an_api_says_what_is_left_out(text: str, whole: str) -> None:
    assert without_rest(text) == whole
