"""Whatever the bytes, the reader of plain text answers, and its text leads back to them."""

from hypothesis import given, settings
from hypothesis import strategies as st

from transforms.readers import Rejection
from transforms.readers.text import Text, read

WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=300)
ARTICLE = "The council of Port Ellery met on Friday; “nothing is decided”, said the mayor. "
REASONS = {"empty", "binary", "unsupported_format", "no_text"}


@settings(deadline=None)  # the first guess of an encoding loads frequency tables
@given(
    st.binary(max_size=2000)
    | st.binary(max_size=40).map(lambda noise: ARTICLE.encode() * 10 + noise)
    | st.binary(max_size=40).map(lambda noise: ARTICLE.encode("cp1252") * 10 + noise)
    | WORDS.map(lambda text: text.encode("utf-16"))
    | WORDS.map(lambda text: text.encode("utf-16-le"))
)
def test_any_bytes_give_a_text_that_they_decode_to_or_a_reason(data: bytes) -> None:
    found = read(data)
    if isinstance(found, Rejection):
        assert found.reason in REASONS
        assert found.detail
        assert "\n" not in found.detail
    else:
        assert data.decode(found.encoding, "replace").replace("\0", "\ufffd") == found.text
        assert "\0" not in found.text
        found.text.encode("utf-8")  # no lone surrogates


@given(WORDS)
def test_utf8_is_read_as_it_is_written(text: str) -> None:
    whole = ARTICLE * 10 + text
    if text.count("\0") < 8:  # more of them at every second place are UTF-16
        found = read(whole.encode())
        assert isinstance(found, Rejection) or found.text == whole.replace("\0", "\ufffd")


@given(st.lists(st.integers(0, len(ARTICLE) * 10 - 1), max_size=30))
def test_nuls_keep_their_places(places: list[int]) -> None:
    characters = list(ARTICLE * 10)
    for place in places:
        characters[place] = "\0"
    found = read("".join(characters).encode())
    assert found == Text("".join(characters).replace("\0", "\ufffd"), "utf-8")


@given(st.lists(st.tuples(st.integers(0, 2000), st.integers(0x80, 0xFF)), max_size=5))
def test_a_few_broken_bytes_leave_the_rest_of_a_text_whole(breaks: list[tuple[int, int]]) -> None:
    data = bytearray((ARTICLE * 30).encode())
    for place, byte in breaks:
        data[place] = byte
    found = read(bytes(data))
    assert isinstance(found, Text)
    assert found.encoding == "utf-8"
    assert found.text.count(ARTICLE) >= 30 - 2 * len(breaks)
    assert found.text.count("\ufffd") <= 4 * len(breaks)
