"""Writes `currencies.toml` and `measures.toml` from the catalogues of others, so that no command has to import those.

`python -m transforms.lexicons.catalogues` needs Babel and Pint, which are installed for tests. What the press writes
and the catalogues lack stands in `numbers.toml`.
"""

import json
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

FOLDER: Final = Path(__file__).parent
_APOSTROPHES: Final = str.maketrans({"ʻ": "'", "’": "'", "&": "and"})

_LENGTHS = ("", "kilo", "centi", "milli", "micro", "nano")
_POWERS = ("", "milli", "kilo", "mega", "giga", "tera")
_DOSES = ("milli", "micro", "nano")
TAKEN: Final[dict[str, tuple[str, ...]]] = {
    "meter": _LENGTHS,
    "gram": ("", "kilo", *_DOSES),
    "liter": ("", "milli", "centi", "hecto", "mega", "giga"),
    "metric_ton": ("", "kilo", "mega", "giga"),
    "watt": (*_POWERS, "micro"),
    "watt_hour": ("", "kilo", "mega", "giga", "tera"),
    "volt": ("", "milli", "kilo", "mega"),
    "ampere": ("", "milli", "kilo"),
    "ohm": ("", "kilo", "mega"),
    "hertz": ("", "kilo", "mega", "giga", "tera"),
    "joule": (*_POWERS, "peta"),
    "pascal": ("", "hecto", "kilo", "mega", "giga"),
    "newton": ("", "kilo"),
    "byte": ("", "kilo", "mega", "giga", "tera", "peta"),
    "bit": ("kilo", "mega", "giga", "tera"),
    "pixel": ("", "mega"),
    "electron_volt": ("", "kilo", "mega", "giga", "tera"),
    "becquerel": ("", "kilo", "mega", "giga", "tera"),
    "sievert": ("", *_DOSES),
    "gray": _DOSES,
    "tesla": ("milli", "micro"),
    "calorie": ("", "kilo"),
    "bar": ("milli",),
    "mole": ("milli", "micro", "nano"),
    "lumen": ("",),
    "light_year": ("",),
    "astronomical_unit": ("",),
    "acre": ("",),
    "hectare": ("",),
    "fathom": ("",),
    "furlong": ("",),
    "bushel": ("",),
    "quart": ("",),
    "pint": ("",),
}
"""Units of Pint that the press writes, and with which prefixes. Without one a bar, a bit, a gray, a mole and a tesla
are things that are counted."""
_WORDS_ONLY: Final = frozenset({"bushel", "quart", "pint", "furlong", "astronomical_unit", "mole", "pixel"})
"""Their signs mean something else in the press: "pt" is a point, "mol" a girl."""
_NEVER_WRITTEN: Final = frozenset({"octet", "dot", "pel"})
"""Names in Pint of bytes and pixels that mean something else in the press."""


def main() -> None:
    """Writes both files anew."""
    (FOLDER / "currencies.toml").write_text(currencies(), "utf8")
    (FOLDER / "measures.toml").write_text(measures(), "utf8")


# Currencies


def currencies() -> str:
    """Returns the currencies in use, by their code of ISO 4217: names, kind ("dinar") and signs of their own."""
    from babel.core import get_global

    tender: dict[str, set[str]] = {}
    for territory, used in get_global("territory_currencies").items():
        for code, _, end, is_tender in used:
            if is_tender and end is None:
                tender.setdefault(code, set()).add(territory)
    shared = Counter(sign for code in tender for sign in _signs(code, tender[code]))
    lines = [
        "# Written by `python -m transforms.lexicons.catalogues` from Babel, which holds the data of Unicode CLDR.",
        "# ISO 4217 code = name, words (small letters), kind (the word without its country), signs of this alone,",
        "# parts: how many of its small coin make one, where that is not 100.",
    ]
    for code in sorted(tender):
        entry = _currency(code, tender[code])
        entry["signs"] = [sign for sign in _signs(code, tender[code]) if shared[sign] == 1]
        lines.append(f"{code} = {_inline(entry)}")
    return "\n".join(lines) + "\n"


def _currency(code: str, territories: set[str]) -> dict[str, Any]:
    from babel import Locale
    from babel.numbers import get_currency_name, get_currency_precision

    one, many = (get_currency_name(code, count, "en") for count in (1, 2))
    kinds = [name.split()[-1].lower() for name in (one, many)]
    words = [one.lower(), many.lower()]
    if (home := code[:2]) in territories:
        country = str(Locale("en").territories[home]).translate(_APOSTROPHES).lower()
        words += [f"{country} {kind}" for kind in kinds]
    entry: dict[str, Any] = {"name": one, "words": _spellings(words), "kind": _spellings(kinds)}
    if get_currency_precision(code) == 3:
        entry["parts"] = 1000
    return entry


def _signs(code: str, territories: set[str]) -> set[str]:
    """Returns how a currency is written where it is used, if a sign of money is in it: letters alone may be a word."""
    from babel import Locale
    from babel.languages import get_official_languages
    from babel.numbers import get_currency_symbol

    signs = {get_currency_symbol(code, "en")}
    for territory in {code[:2]} & territories:
        for language in get_official_languages(territory, de_facto=True):
            if locale := Locale.negotiate([f"{language}_{territory}", language], _locales()):
                signs.add(get_currency_symbol(code, locale))
    return {sign for sign in signs if any(unicodedata.category(c) == "Sc" for c in sign) and sign != "$"}


def _locales() -> list[str]:
    from babel.localedata import locale_identifiers

    return list(locale_identifiers())


# Units


def measures() -> str:
    """Returns units of measure by their name in British spelling: words of both spellings, and signs of two letters."""
    import pint

    registry: Any = pint.UnitRegistry()
    lines = [
        "# Written by `python -m transforms.lexicons.catalogues` from Pint.",
        "# Unit in the singular = words (plural -s added), symbols (as they stand here).",
    ]
    for base, prefixes in TAKEN.items():
        for prefix in prefixes:
            words = _unit_words(registry, base, prefix)
            entry = {"words": sorted(words), "symbols": sorted(_unit_symbols(registry, base, prefix))}
            # The British spelling is never the first name of Pint: "metre", "tonne".
            british = [word for word in sorted(words) if word.endswith(("tre", "tonne"))]
            name = british[0] if british else f"{prefix}{base}".replace("_", "-")
            lines.append(f"{json.dumps(name)} = {_inline(entry)}")
    return "\n".join(lines) + "\n"


def _unit_words(registry: Any, base: str, prefix: str) -> set[str]:
    """Returns the words for a unit: its names that are no abbreviations, with spaces, hyphens or neither."""
    names = [
        name for name in (base, *registry._units[base].aliases) if name == base or (name.isalpha() and len(name) > 2)
    ]
    spelled = {
        f"{prefix}{name}" for name in names if name not in _NEVER_WRITTEN and not (prefix and name == "metric_ton")
    }
    return {name.replace("_", joint) for name in spelled for joint in (" ", "-", "")}


def _unit_symbols(registry: Any, base: str, prefix: str) -> set[str]:
    """Returns the signs of a unit that have two letters or more: of a single one its place must tell."""
    unit = registry._units[base]
    if base in _WORDS_ONLY or not unit.defined_symbol:
        return set()
    signs = ("µ", "μ") if prefix == "micro" else (registry._prefixes[prefix].defined_symbol if prefix else "",)
    letters = {letter for letter in (unit.defined_symbol, *unit.aliases) if len(letter) < 3 and letter != "ℓ"}
    return {sign + letter for sign in signs for letter in letters if len(sign + letter) > 1}


# How both are written


def _spellings(words: Iterable[str]) -> list[str]:
    """Returns words as they are, and without accents and apostrophes."""
    return list(dict.fromkeys(form for word in words for form in _plain(word)))


def _plain(word: str) -> Iterator[str]:
    yield word
    yield word.replace("&", "and")
    yield word.translate(_APOSTROPHES)
    letters = unicodedata.normalize("NFD", word.translate(_APOSTROPHES)).replace("'", "")
    yield "".join(c for c in letters if not unicodedata.combining(c))


def _inline(entry: dict[str, Any]) -> str:
    fields = (f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in entry.items() if value != [])
    return f"{{ {', '.join(fields)} }}"


if __name__ == "__main__":
    main()
