"""Repairs what an encoding or an export did to the characters of a text, where that is certain."""

import html as entities
import re
import unicodedata

_ODD = re.compile(
    "[\u0080-\u0084\u0086-\u009f\u00ad\u200b\u200e\u2060\ufeff\u2028\u2029\ufb00-\ufb06\uff01-\uff5e\uffe0\uffe1\U0001d400-\U0001d7ff]"
)
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_WIDE = re.compile("[\uff01-\uff5e\uffe0\uffe1]")
_WIDE_WORDS = re.compile("[\uff05\uff10-\uff19\uff21-\uff3a\uff41-\uff5a]")
"""Digits, letters and the percent sign as wide as a Chinese character; in Chinese the other signs are meant so."""
_STYLED = re.compile("[\U0001d400-\U0001d7ff\ufb00-\ufb06]")
"""Ligatures, and the alphabets of mathematics, which stand for bold letters and digits where no markup is at hand."""
_COMBINING = re.compile("[\u0300-\u036f]")
_JOINER = re.compile("(?<=[!-~])[\u200c\u200d]+(?=[!-~])")
_PLAIN: dict[int, str] = (
    # Where a line may break, and in which direction it runs: such signs would cut a name or a number in two.
    dict.fromkeys((0xAD, 0x200B, 0x200E, 0x2060, 0xFEFF), "")
    | dict.fromkeys((0x2028, 0x2029), "\n")
    # What windows-1252 has where Unicode has controls that no text holds.
    | {code: sign for code in range(0x80, 0xA0) if code != 0x85 and (sign := bytes([code]).decode("cp1252", "ignore"))}
)
_MOJIBAKE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ€]|â€|‚Ä|\u00c2(?=\\s)")
"""UTF-8 that was read as windows-1252 or as that of old Macs: a marked letter, then a sign that rarely follows one.
Lines with it are looked at by ftfy, which repairs only what becomes likelier by it."""
_LOST_END = re.compile("â€(?=[\\s!-~]|\\Z)")
"""A closing quotation mark whose third byte, which windows-1252 has no character for, was lost on the way."""
_LONE_SPACE = re.compile("(?<=[a-z0-9.,;:!?%)])\u00c2(?=\\s)")
"""A space that does not break, whose second byte became a plain one: "5Â km"."""
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8}\d{0,2});", re.I)
_ESCAPED = re.compile(r'\\(?:u([0-9a-fA-F]{4})|(r\\n|[nrt"/\'\\]))')
_WRITTEN = {"n": "\n", "r": "\n", "r\\n": "\n", "t": "\t"}
_BEFORE_LINE = re.compile(r"""[.!?"'”’)\]]\s?(?:\\r)?\\n|(?:\\r)?\\n(?:\\r)?\\n""")
_UNICODE_ESCAPE = re.compile(r"\\u(?:20[0-3]|00[a-fA-F])[0-9a-fA-F]")
"""Quotation marks, dashes, and letters of Western Europe."""


def repaired(text: str) -> str:
    """Returns a text as it was meant: its mojibake read anew, in plain letters and digits, without line-break signs.

    What is not certain stays as it is, and shows in `transforms.readers.quality`.
    """
    if text.isascii():
        return text
    # Before all else, for the signs below are parts of mojibake as well.
    if _MOJIBAKE.search(text):
        text = "".join(_read_anew(line) if _MOJIBAKE.search(line) else line for line in text.splitlines(keepends=True))
    if _ODD.search(text):
        wide = _WIDE_WORDS if _EAST_ASIAN.search(text) else _WIDE
        text = _STYLED.sub(_compatible, wide.sub(_compatible, text.translate(_PLAIN)))
    if _COMBINING.search(text):
        text = unicodedata.normalize("NFC", text)
    return _JOINER.sub("", text)


def _compatible(sign: re.Match[str]) -> str:
    return unicodedata.normalize("NFKC", sign[0])


def unescaped(text: str) -> str:
    """Returns a text with its HTML entities as characters, also where they were escaped twice."""
    for _ in range(2):
        if _ENTITY.search(text):
            text = entities.unescape(text)
    return text


def unescaped_json(text: str) -> str:
    r"""Returns the text of a field that was written as JSON twice: `\n` in it stands for a line end, `\u2019` for “’”.

    A text with line ends of its own, or in which the signs may be what they look like (`C:\new`), is left as it is.
    """
    if "\\" not in text:  # as nearly always, and to see it takes a hundredth of the time of the patterns
        return text
    twice = "\n" not in text and _BEFORE_LINE.search(text)
    if not twice and not _UNICODE_ESCAPE.search(text):
        return text

    def character(found: re.Match[str]) -> str:
        if found[1]:
            return chr(int(found[1], 16))
        return _WRITTEN.get(found[2], found[2]) if twice else found[0]

    return _ESCAPED.sub(character, text)


def _read_anew(line: str) -> str:
    from ftfy import TextFixerConfig, fix_text

    only_encoding = TextFixerConfig(
        unescape_html=False,
        remove_terminal_escapes=False,
        fix_latin_ligatures=False,
        fix_character_width=False,
        uncurl_quotes=False,
        fix_line_breaks=False,
        fix_surrogates=False,
        remove_control_chars=False,
        normalization=None,
    )
    return fix_text(_LONE_SPACE.sub("", _LOST_END.sub("”", line)), only_encoding)
