"""The reader of plain text: encodings, damage, and what is no plain text."""

import random

import pytest

from transforms.readers.records import Rejection
from transforms.readers.text import Text, read

QUOTED = "The mayor of Port Ellery said: “We won’t close the café before Friday – not now.” It costs £3.\r\n"
RUSSIAN = "Мэр города сообщил, что движение по мосту будет закрыто до пятницы. Жители недовольны решением.\n" * 4
ARABIC = "قال رئيس البلدية إن الجسر سيبقى مغلقا حتى يوم الجمعة. وأعرب السكان عن استيائهم من القرار.\n" * 4


def text_of(data: bytes) -> str:
    found = read(data)
    assert isinstance(found, Text), found
    return found.text


def rejection_of(data: bytes) -> Rejection:
    found = read(data)
    assert isinstance(found, Rejection), found
    return found


@pytest.mark.parametrize(
    ("data", "encoding"),
    [
        (QUOTED.encode(), "utf-8"),
        (QUOTED.encode("utf-8-sig"), "utf-8-sig"),
        (b"\xff\xfe" + QUOTED.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + QUOTED.encode("utf-16-be"), "utf-16"),
        (b"\xff\xfe\0\0" + QUOTED.encode("utf-32-le"), "utf-32"),
        (b"\0\0\xfe\xff" + QUOTED.encode("utf-32-be"), "utf-32"),
        (QUOTED.encode("utf-16-le"), "utf-16-le"),
        (QUOTED.encode("utf-16-be"), "utf-16-be"),
        (QUOTED.encode("cp1252"), "cp1252"),
    ],
)
def test_the_text_is_as_written_with_its_line_ends_and_without_its_mark(data: bytes, encoding: str) -> None:
    assert read(data) == Text(QUOTED, encoding)


@pytest.mark.parametrize("text", [RUSSIAN, ARABIC])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be"])
def test_other_scripts_need_no_mark(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)) == Text(text, encoding)


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("Le président a déclaré que la réunion n’aurait pas lieu à l’été. Les élèves étaient déçus.", "cp1252"),
        ("El alcalde señaló que mañana habrá una reunión en la Plaza Mayor con los vecinos.", "cp1252"),
        ("Der Bürgermeister sagte, die Straße müsse für zwei Wochen gesperrt werden.", "cp1252"),
        ("Været blir dårlig, og båten går ikke. Både gårdbrukere og fiskere må vente til lørdag.", "cp1252"),
        ("Prezydent powiedział, że spotkanie odbędzie się w środę. Wśród gości będą też związkowcy.", "cp1250"),
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        ("Ο δήμαρχος είπε ότι η γέφυρα θα παραμείνει κλειστή. Οι κάτοικοι διαμαρτυρήθηκαν.", "cp1253"),
        ("Belediye başkanı köprünün cuma gününe kadar kapalı kalacağını söyledi. Şehirde ulaşım güçleşti.", "cp1254"),
        ("ראש העיר אמר כי הגשר יישאר סגור עד יום שישי. התושבים הביעו אכזבה מההחלטה.", "cp1255"),
        (ARABIC, "cp1256"),
        ("市長は橋が金曜日まで閉鎖されると述べた。住民は不満を示している。" * 3, "shift_jis"),
        ("市长表示大桥将关闭至星期五。居民们对这一决定表示不满。" * 3, "gb18030"),
        ("市長表示大橋將關閉至星期五。居民們對這一決定表示不滿。" * 3, "big5"),
        ("시장은 금요일까지 다리가 폐쇄될 것이라고 말했다. 주민들은 불만을 표시했다." * 3, "euc_kr"),
    ],
)
def test_encodings_from_before_unicode_are_told_apart(text: str, encoding: str) -> None:
    assert read(text.encode(encoding)) == Text(text, encoding)


@pytest.mark.parametrize("text", ["It’s over", "Fire at café", "“Yes,” she said.", "Tickets cost £5 or €6."])
def test_a_few_odd_bytes_are_read_as_western(text: str) -> None:
    assert read(text.encode("cp1252")) == Text(text, "cp1252")


@pytest.mark.parametrize(
    "text", ["It’s over, Ada’s café said.\r", "\r“We left,” he said. “All.” \r", "“Nobody came.”\rThey’re gone.\r"]
)
def test_quotation_marks_of_old_macs_are_told(text: str) -> None:
    assert read(text.encode("mac_roman")) == Text(text, "mac_roman")


@pytest.mark.parametrize("shift", ["", "a", "ab", "abc"])
def test_a_sample_that_ends_within_a_character_is_told_all_the_same(shift: str) -> None:
    text = shift + "市长表示大桥将关闭至星期五。居民们对这一决定表示不满。" * 1000
    assert read(text.encode("gb18030")) == Text(text, "gb18030")


def test_odd_bytes_deep_in_a_long_file_are_seen() -> None:
    text = "The harbour stayed calm. " * 200_000 + ARABIC
    assert read(text.encode("cp1256")) == Text(text, "cp1256")


def test_each_broken_place_of_utf8_is_one_replacement_character() -> None:
    data = "“Yes,” he said – “no.” Café, naïve, über.".encode()
    broken = data.replace("ï".encode(), b"\xc3").replace("“no".encode(), b"\xe2\x80no")
    assert read(broken) == Text("“Yes,” he said – \ufffdno.” Café, na\ufffdve, über.", "utf-8")


def test_a_replacement_character_of_the_file_is_no_damage() -> None:
    text = "The council met and some \ufffd signs \ufffd of \ufffd the minutes of the last meeting were lost. "
    assert read(text.encode() + b"One \x81 more") == Text(text + "One \ufffd more", "utf-8")


def test_nuls_become_replacement_characters_one_to_one() -> None:
    text = "The council\0 met on Friday and\0 agreed. " * 3
    assert text_of(text.encode()) == text.replace("\0", "\ufffd")


def test_a_final_nul_does_not_make_it_utf16() -> None:
    assert read(b"The harbour is shut\0") == Text("The harbour is shut\ufffd", "utf-8")


def test_truncated_utf16_keeps_its_whole_characters() -> None:
    assert text_of(QUOTED.encode("utf-16-le")[:-1]) == QUOTED[:-1] + "\ufffd"


def test_lone_surrogates_cannot_occur() -> None:
    data = b"\xff\xfe" + "The mayor spoke ".encode("utf-16-le") * 5 + b"\x00\xd8" + "again".encode("utf-16-le")
    assert text_of(data) == "The mayor spoke " * 5 + "\ufffdagain"
    text = "“Yes,” he said – “no.” Café, naïve, über. " * 3
    assert text_of(text.encode() + b"\xed\xa0\x80 later") == text + "\ufffd\ufffd\ufffd later"


@pytest.mark.parametrize("data", [b"", b" \r\n\t\n", b"\xef\xbb\xbf", b"\xff\xfe \0\n\0", "\u00a0\u2003\n".encode()])
def test_nothing_but_white_space_is_empty(data: bytes) -> None:
    assert rejection_of(data).reason == "empty"


@pytest.mark.parametrize("data", [b"2026-03-04\n---\n17 : 3", "… – !".encode(), "\u200b\u200b".encode()])
def test_a_file_without_a_letter_has_no_text(data: bytes) -> None:
    assert rejection_of(data).reason == "no_text"


@pytest.mark.parametrize(
    "data",
    [
        random.Random(7).randbytes(5000),
        b"\xff\xfe" + random.Random(8).randbytes(5000),
        b"\0" * 1000,
        b"header" + b"\0" * 400,
        b"word\0" * 100,
        b"\x89PNG\r\n\x1a\n" + b"IHDR" * 20,
        b"\xff\xd8\xff\xe0" + b"JFIF" * 20,
        b"\x7fELF" + b"text" * 100,
        b"SQLite format 3\0" + b"CREATE TABLE " * 20,
        "\ue000\ue001 icons only \ue002\ue003".encode(),
    ],
)
def test_what_no_text_is_made_of_is_binary(data: bytes) -> None:
    assert rejection_of(data).reason == "binary"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"PK\x03\x04" + b"\0" * 26 + b"[Content_Types].xml", "a packed document"),
        (b"%PDF-1.7\n", "PDF"),
        (b"{\\rtf1\\ansi The council met.}", "RTF"),
    ],
)
def test_other_formats_are_named(data: bytes, name: str) -> None:
    assert rejection_of(data) == Rejection("unsupported_format", f"the content is {name}, not plain text")


@pytest.mark.parametrize(
    "text",
    [
        "[LATEST] The council met on Friday.",
        "[1] The council met. [2] The harbour closed.",
        "{Correction} The council met on Friday.",
        '"We met," said the mayor. {"Quite so": the clerk}',
        "<b>Harbour</b> stays closed until Friday.",
        "<mayor@port-ellery.example> wrote to us on Friday.",
        "5 < 7, and <p> is a tag of HTML.",
        "PK is how friends call Petra Kohl.",
        "What is WEBP? A picture format.",
        "PAR1 was the fund's name.",
        "BZh is no word.",
        "%PDF-files are everywhere, the clerk said.",
        "MZ is a number plate.",
        "A bell\x07 rang while the council met on Friday, and the harbour master closed the gate at nine.",
    ],
)
def test_a_text_that_only_begins_like_another_format_is_read(text: str) -> None:
    assert read(text.encode()) == Text(text, "utf-8")


@pytest.mark.parametrize(
    "data", [b"<?xml version='1.0'?><a:wall><gate/></a:wall>", b"\xef\xbb\xbf\n<?xml version='1.0'?>\n<wall />"]
)
def test_other_xml_is_named_by_its_first_element(data: bytes) -> None:
    assert rejection_of(data) == Rejection("unsupported_format", "the content is XML of a kind that is not read: wall")
