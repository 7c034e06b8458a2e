"""Whether two spellings can be of one name."""

from transforms.names.organisations import compare_bodies, parse_body
from transforms.names.persons import compare_persons, fits_person, parse_person
from transforms.names.words import GENERIC, LONGEST_NAME, PLACE_WORDS, Comparison


def compare(kind: str, left: str, right: str) -> Comparison:
    """Compares the spellings of two full names of one kind; which of the two comes first makes no difference."""
    if left == right:
        return Comparison("same", 1.0)
    if max(len(left), len(right)) > LONGEST_NAME:
        return Comparison("apart", 0.0)
    one, other = sorted((left, right))
    if kind == "PERSON":
        return compare_persons(parse_person(one), parse_person(other))
    if kind == "GROUP" and other == f"{one}s":
        return Comparison("same", 0.98, {"words": "plural"})
    return compare_bodies(kind, parse_body(one), parse_body(other))


def fits(kind: str, short: str, full: str) -> float:
    """Returns how well a short name fits a full one, from 0 (not at all) to 1 (it is a whole part of it)."""
    if max(len(short), len(full)) > LONGEST_NAME:
        return 0.0
    if kind == "PERSON":
        one, other = parse_person(short), parse_person(full)
        # "Orrell Jr" is not his father.
        return fits_person(one, other) if one.suffix in {"", other.suffix} else 0.0
    part, whole = parse_body(short).words, parse_body(full).words
    if not part or not set(part) <= set(whole):
        return 0.0
    return 1.0 if all(word in GENERIC or word in PLACE_WORDS for word in part) else 0.5
