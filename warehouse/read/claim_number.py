"""How the number of a claim is printed, with its bound: `≥ 1,400`, `5 to 7`."""

from typing import Final

_LOW: Final = "format('{:,.12g}', coalesce(value_low, value_high))"
_HIGH: Final = "format('{:,.12g}', coalesce(value_high, value_low))"

NUMBER: Final = f"""
    CASE bound
        WHEN 'range' THEN {_LOW} || ' to ' || {_HIGH}
        WHEN 'more_than' THEN '> ' || {_LOW}
        WHEN 'less_than' THEN '< ' || {_HIGH}
        WHEN 'at_most' THEN '≤ ' || {_HIGH}
        WHEN 'approximate' THEN '~ ' || {_LOW}
        WHEN 'exact' THEN {_LOW}
        ELSE '≥ ' || {_LOW}
    END
"""
"""SQL that gives it, out of the columns `value_low`, `value_high` and `bound` of a figure or a claim."""
