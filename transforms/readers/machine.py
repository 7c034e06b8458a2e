"""Tells what machines wrote for machines from what people write for people: codes, numbers and addresses in columns."""

import re

MIN_CELLS = 3
"""Cells from which a line without sentences can be a row of a table; people list pairs, too."""
MACHINE_SHARE = 0.5
"""Share of the cells of a row that hold values of machines."""
WIDE_ROW = 10
"""Cells of a row that is a row of a table by their number alone."""
DELIMITERS = "\t,;|"

_VALUE = re.compile(
    r"""["']?(?:[-+]?\d[\d.,:/TZ+-]*%?|https?://\S+|[A-Z0-9_]{2,40}|[a-z0-9]+[_:#][\w#:.-]*|[0-9a-f]{8,64}|true|false"""
    r"""|null|none|nan|n/a|-)["']?""",
    re.I,
)
_CODE = re.compile(r"""["']?[A-Z0-9_]{2,40}["']?""")
_WORD = re.compile(r"[a-z]{2,40}", re.I)


def is_value(cell: str) -> bool:
    """Tells whether a cell holds what a machine wrote: a number, a date, a code, an address, or nothing."""
    cell = cell.strip()
    if not cell:
        return True
    if len(cell) > 300 or not _VALUE.fullmatch(cell):
        return False
    # Letters alone are a word, unless all are capitals.
    return not _WORD.fullmatch(cell.strip("\"'")) or _CODE.fullmatch(cell) is not None


def is_machine_line(line: str) -> bool:
    """Tells whether a line is a row of values: by the sign between its cells, their number, and what is in them."""
    if line.count(",") + line.count("\t") + line.count(";") + line.count("|") < MIN_CELLS - 1:
        return False
    for delimiter in DELIMITERS:
        if line.count(delimiter) >= MIN_CELLS - 1:
            cells = line.split(delimiter)
            filled = [cell for cell in cells if cell.strip()]
            values = sum(map(is_value, filled))
            if filled and values > MACHINE_SHARE * len(filled) and (values >= MIN_CELLS or len(cells) >= WIDE_ROW):
                return True
    return False
