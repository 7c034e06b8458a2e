"""Archives: which members are read, and that no path, link or lie about sizes does harm."""

import io
import tarfile
import zipfile

import pytest

from tests import raw
from transforms.readers.records import Record

TEXT = b"The council met on Friday."


@pytest.mark.parametrize("pack", [raw.zipped, raw.tarred])
@pytest.mark.parametrize("name", ["../a", "b/../../a", "/etc/a", "C:/a", "c:a", "b\\a", "\\a"])
def test_paths_that_lead_out_are_refused(pack, name: str) -> None:
    assert raw.reasons(pack(("one", TEXT), (name, TEXT), ("two", TEXT))) == [None, "unsafe_path", None]


@pytest.mark.parametrize("pack", [raw.zipped, raw.tarred])
def test_hidden_members_are_no_inputs_and_archives_within_are_not_opened(pack) -> None:
    data = pack(
        ("__MACOSX/a", TEXT), (".a", TEXT), ("b/.c/d", TEXT), ("one.zip", raw.zipped(("a", TEXT))),
        ("two.tar", raw.tarred(("a", TEXT))), ("three..txt", TEXT),
    )  # fmt: skip
    assert raw.reasons(data) == ["nested_archive", "nested_archive", None]


def test_members_have_names_that_can_be_shown() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w", format=tarfile.GNU_FORMAT, encoding="latin-1") as archive:
        info = tarfile.TarInfo("caf\xe9.txt")
        info.size = len(TEXT)
        archive.addfile(info, io.BytesIO(TEXT))
    assert {item.member for item in raw.read(raw.zipped(("café.txt", TEXT)))} == {"café.txt"}
    assert [item.member for item in raw.read(buffer.getvalue())] == ["caf\\xe9.txt"]


def test_links_and_devices_are_no_files() -> None:
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w") as archive:
        for kind in (tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.FIFOTYPE, tarfile.CHRTYPE):
            info = tarfile.TarInfo("a")
            info.type, info.linkname = kind, "/etc/passwd"
            archive.addfile(info)
    assert raw.reasons(buffer.getvalue()) == ["not_a_file"] * 4
    link = zipfile.ZipInfo("a")
    link.external_attr = 0o120777 << 16
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as packed:
        packed.writestr(link, "/etc/passwd")
    assert raw.reasons(buffer.getvalue()) == ["not_a_file"]


def test_encrypted_members_are_told() -> None:
    data = bytearray(raw.zipped(("a", TEXT), ("b", TEXT)))
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert raw.reasons(bytes(data)) == ["encrypted", None]


def test_a_damaged_member_costs_only_itself() -> None:
    data = bytearray(raw.zipped(("a", TEXT * 9), ("b", TEXT)))
    data[36] ^= 0xFF
    assert raw.reasons(bytes(data)) == ["damaged", None]


def test_what_stands_before_damage_in_a_member_is_read() -> None:
    lines = raw.jsonl([raw.FERRY | {"n": f"{number * 7919:x}" * 9} for number in range(400)])
    data = bytearray(raw.zipped(("a", lines), ("b", TEXT)))
    middle = data.index(b"PK\x01\x02") // 2
    data[middle : middle + 200] = b"\xff" * 200
    found = raw.reasons(bytes(data))
    assert found[:100] == [None] * 100
    assert found[-2:] == ["damaged", None]


def test_damage_of_the_archive_is_told() -> None:
    packed, tar = raw.zipped(("a", TEXT), ("b", TEXT)), raw.tarred(("a", TEXT), ("b", TEXT))
    assert raw.reasons(packed[:-30]) == ["truncated"]
    assert raw.reasons(tar[:1300]) == [None, "truncated"]
    assert raw.reasons(tar[:700]) == [None, "truncated"]
    assert raw.reasons(tar[:530]) == ["truncated"]
    assert raw.reasons(tar[:1024] + b"x" + tar[1025:]) == [None, "damaged"]


def test_headers_that_take_memory_are_refused() -> None:
    info = tarfile.TarInfo("a")
    info.type, info.size = tarfile.XHDTYPE, 2**31
    assert raw.reasons(raw.tarred(("a", TEXT))[:1024] + info.tobuf(tarfile.GNU_FORMAT) + TEXT) == [None, "damaged"]
    data = bytearray(raw.zipped(("a", TEXT)))
    data[-10:-6] = (2**31).to_bytes(4, "little")
    assert raw.reasons(bytes(data)) == ["too_large"]


def test_a_name_that_claims_to_be_utf8_and_is_none_costs_no_other_member() -> None:
    data = raw.zipped(("one", TEXT), ("tw\u00f6", TEXT), ("three", TEXT)).replace("tw\u00f6".encode(), b"tw\xff\xfe")
    found = raw.read(data)
    assert [item.member for item in found] == ["one", "tw\\xff\\xfe", "three"]
    assert [isinstance(item, Record) for item in found] == [True, False, True]
