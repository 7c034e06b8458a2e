"""Characters that an encoding or an export damaged, and those that only look so."""

import pytest

from tests import raw
from transforms.readers.records import Record
from transforms.readers.repair import repaired, unescaped, unescaped_json


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("The par\u00adlia\u00adment of Kosala rose.", "The parliament of Kosala rose."),
        ("Ada Kes\u00adtrel spoke.", "Ada Kestrel spoke."),
        ("A crowd of 3\u200b,400 marched.", "A crowd of 3,400 marched."),
        ("\ufeffPort Ellery\u2060 closed", "Port Ellery closed"),
        ("Over ４５ boats left, ８％ more", "Over 45 boats left, 8% more"),
        ("ＯＰＥＣ met", "OPEC met"),
        ("The oﬃce sent ﬂowers and ﬁve eﬀigies", "The office sent flowers and five effigies"),
        ("â€œWe will wait,â€\x9d she said.", "“We will wait,” she said."),
        ("â€œWe will wait,â€ she said.", "“We will wait,” she said."),
        ("The mayorâ€™s plan â€“ the third â€“ costs Â£9m", "The mayor’s plan – the third – costs £9m"),
        ("JosÃ© NÃºÃ±ez drove 5Â km to the depÃ´t.", "José Núñez drove 5 km to the depôt."),
        ("MÃ¼nchen and KrakÃ³w, â‚¬40", "München and Kraków, €40"),
        ("One line is sound: café.\nThe other isnâ€™t.\n", "One line is sound: café.\nThe other isn’t.\n"),
        ("He said itâ€¦ twice", "He said it… twice"),
        ("GarcÃ\u00ada met Ãlvaro", "García met Ãlvaro"),
        ("Some １，２００ boats （all） for ￡３", "Some 1,200 boats (all) for £3"),
        ("\x93We left,\x94 he said \x96 it\x92s over", "“We left,” he said – it’s over"),
        ("Zoe\u0308 and Jose\u0301", "Zoë and José"),
        ("𝗡𝗲𝘄 𝟭𝟮𝟬", "New 120"),
        ("It took 1\u200d,\u200c500 days\u2028Then none", "It took 1,500 days\nThen none"),
    ],
)
def test_what_was_damaged_is_as_it_was_meant(written: str, meant: str) -> None:
    assert repaired(written) == meant


@pytest.mark.parametrize(
    "text",
    [
        "“Café” – naïve, 5 °C, £3, Ærø and Łódź",
        "Él dijo: «¡Âme!» ÂGE D’OR",
        "東京は20度です。（注）",
        "می‌خواهم",
        "THE CÔTE D’AZUR – À LA CARTE",
        "Tom Ã©".replace("Ã©", "é"),
        "Sinn Féin’s Mary Ní Bhriain",
    ],
)
def test_what_is_sound_stays(text: str) -> None:
    assert repaired(text) == text


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("&ldquo;It was ours,&rdquo; he said.", "“It was ours,” he said."),
        ("Lind &amp; Sons", "Lind & Sons"),
        ("Some 40&nbsp;boats", "Some 40\xa0boats"),
        ("It&#8217;s &#x201c;shut&#x201d;", "It’s “shut”"),
        ("The mayor&amp;#39;s car", "The mayor's car"),
        ("R&D; AT&T &c; a&b", "R&D; AT&T &c; a&b"),
    ],
)
def test_entities_are_characters(written: str, meant: str) -> None:
    assert unescaped(written) == meant


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        (r"The tide rose.\nBoats sank.", "The tide rose.\nBoats sank."),
        (r"One word\n\nanother\r\n\r\nthird", "One word\n\nanother\n\nthird"),
        (r"She said \"no\".\nHe left.", 'She said "no".\nHe left.'),
        (r"The mayor\u2019s caf\u00e9", "The mayor’s café"),
        (r"In C:\new\tools lies", r"In C:\new\tools lies"),
        ("A real end.\nAnd a sign: it said.\\n", "A real end.\nAnd a sign: it said.\\n"),
    ],
)
def test_json_within_json_is_read(written: str, meant: str) -> None:
    assert unescaped_json(written) == meant


def test_every_format_is_repaired() -> None:
    for data in (
        b"The mayor\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s plan failed on Friday.",
        b'{"text": "The mayor\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s plan failed on Friday."}\n',
        b"<html><body><article><p>The mayor\xc3\xa2\xe2\x82\xac\xe2\x84\xa2s plan failed on Friday.</p></article>",
    ):
        (record,) = raw.read(data)
        assert isinstance(record, Record)
        assert record.text == "The mayor’s plan failed on Friday."
        assert record.doubts == ()


@pytest.mark.parametrize(
    ("data", "text"),
    [
        ("“Café” and ".encode() + b"\x93quoted\x94 words", "“Café” and “quoted” words"),
        ("It’s £5, ".encode() + b"or \xa35", "It’s £5, or £5"),
        ("Łódź and Kraków, ".encode() + b"a caf\xe9 in Malm\xf6 then", "Łódź and Kraków, a café in Malmö then"),
        ("Łódź and Kraków – ".encode() + b"lost \xc3 one", "Łódź and Kraków – lost \ufffd one"),
    ],
)
def test_bytes_of_two_encodings_are_told_apart(data: bytes, text: str) -> None:
    (record,) = raw.read(data)
    assert isinstance(record, Record)
    assert record.text == text


@pytest.mark.parametrize(
    "text",
    [
        "Café shut",
        "“No”",
        "£40m for Tromsø",
        "Ana Núñez: “Sí”",
        "The mayor’s naïve plan",
        "50° in Córdoba",
        "Über – and out",
    ],
)
def test_short_texts_of_windows_are_read(text: str) -> None:
    (record,) = raw.read(text.encode("cp1252"))
    assert isinstance(record, Record)
    assert record.text == text
