r"""Text of others made safe for where it goes: a terminal, JSON, SQL, a spreadsheet. No other file does so by hand.

Articles may hold any character. What could steer a terminal, such as ESC, or turn the reading direction becomes an
escape; what could end a piece of SQL is doubled; what a spreadsheet would run gets an apostrophe before it.
"""

import re

CONTROLS = "[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]"
"""Invisible characters that steer a terminal, end a line or turn the reading direction; for Python and for Polars."""
FORMULA = r"^[=+\-@＝＋－＠\t\r\n|%]"
"""What a spreadsheet may take for the start of a formula (OWASP, "CSV Injection"); for Python and for DuckDB."""

_CONTROLS = re.compile(CONTROLS)
_FORMULA = re.compile(FORMULA)


def escape(text: str) -> str:
    r"""Returns a text with control characters as Python writes them: `\n`, `\x1b`."""
    return _CONTROLS.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)


def escape_json(text: str) -> str:
    r"""Returns a text, or a document of JSON, with control characters as JSON writes them: `\u001b`."""
    return _CONTROLS.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def sql_text(text: str) -> str:
    """Returns a text as an SQL literal."""
    return "'" + text.replace("'", "''") + "'"


def sql_name(name: str) -> str:
    """Returns a name of a table or column as it stands in SQL, whatever characters it holds."""
    return '"' + name.replace('"', '""') + '"'


def no_formula(text: str) -> str:
    """Returns a text with an apostrophe before it if a spreadsheet could take it for a formula."""
    return f"'{text}" if _FORMULA.match(text) else text
