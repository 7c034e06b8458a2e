"""Whom a bare surname means where an article gives several people of it, or one whom the title before it does not fit.

"Mrs Prewett" is Dora Prewett and not her husband Alan: titles, kinship and pronouns tell. Between two namesakes a given
name counts as well, where it is a woman's or a man's only.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal

from spacy.tokens import Token

from transforms import lexicons
from transforms.documents import ParagraphIndex
from transforms.extract.mentions.name_span import NameSpan
from transforms.names.words import MEN, WOMEN

Sex = Literal["he", "she"]

_REFERENTS: Final = lexicons.load("cues")["referents"]
_NOUNS: Final[Mapping[str, Sex]] = dict.fromkeys(_REFERENTS["he"], "he") | dict.fromkeys(_REFERENTS["she"], "she")
"""Titles, kin and other nouns that tell who is he and who is she."""
_PRONOUNS: Final[Mapping[str, Sex]] = {"he": "he", "his": "he", "him": "he", "she": "she", "her": "she"}
_GENERATIONS: Final = frozenset(lexicons.load("names")["generations"])
_HUMAN: Final = frozenset({"nsubj", "nsubjpass", "poss"})
"""Relations in which a pronoun behind a name may mean it; an object never means the subject of its clause."""
SOMEBODY_ELSE: Final = " (he)"
"""Ends the key of a surname that no full name of the article bears. Folded names have no brackets."""
_REACH: Final = 12
"""Tokens behind a name in which its pronoun is looked for."""


def tell_apart(
    paragraphs: Sequence[ParagraphIndex],
    spans: Iterable[NameSpan],
    kinds: Mapping[str, str],
    full_form: Mapping[str, str],
) -> dict[NameSpan, str]:
    """Returns the key of the full name, or of nobody else in the article, for bare surnames that need a choice.

    Args:
        paragraphs: of the article.
        spans: all names.
        kinds: the kind of each key.
        full_form: the key of the full form for each key of a short one.

    Returns:
        For each such span the key of whom it means. That of a woman whom no full name of the article fits is the title
        with the surname, "mrs prewett".
    """
    spans = list(spans)
    bearers = _bearers(spans, kinds, full_form)
    bare = [s for s in spans if s.key in bearers]
    if not bare:
        return {}
    shown: defaultdict[str, set[Sex]] = defaultdict(set)
    for span in spans:
        if " " in span.key and (sex := _beside(paragraphs[span.paragraph], span)):
            shown[full_form.get(span.key, span.key)].add(sex)
    for namesakes in bearers.values():
        if len(namesakes) > 1:  # of one alone the given name is no reason to take a title for somebody else's
            shown |= {key: {sex} for key in namesakes - shown.keys() if (sex := _of_given_name(key))}
    found = {}
    for span in bare:
        title = _title(paragraphs[span.paragraph], span)
        if title not in _NOUNS and kinds[span.key] != "PERSON":
            continue
        told = _NOUNS.get(title) or _pronoun(paragraphs[span.paragraph], span)
        if told and (meant := _meant(bearers[span.key], shown, told, title, span.key)):
            found[span] = meant
    return found


def _bearers(
    spans: Iterable[NameSpan], kinds: Mapping[str, str], full_form: Mapping[str, str]
) -> dict[str, frozenset[str]]:
    """Returns for each surname the keys of the full names of persons that end with it."""
    bearers: defaultdict[str, set[str]] = defaultdict(set)
    for span in spans:
        key = full_form.get(span.key, span.key)
        words = [word for word in key.split() if word not in _GENERATIONS]
        if len(words) > 1 and kinds.get(key) == "PERSON":
            bearers[words[-1]].add(key)
    return {surname: frozenset(keys) for surname, keys in bearers.items()}


def _meant(bearers: frozenset[str], shown: Mapping[str, set[Sex]], sex: Sex, title: str, surname: str) -> str | None:
    """Returns the only bearer who is of this sex, or else the only one who may be."""
    are = [key for key in bearers if shown.get(key) == {sex}]
    may_be = [key for key in bearers if len(shown.get(key, ())) != 1]
    chosen = are or may_be
    if len(chosen) == 1:
        return chosen[0]
    if chosen or title not in _NOUNS:
        return None
    # Other articles tell who he is; a wife goes by her husband's surname, who is mostly the better known.
    return f"{surname}{SOMEBODY_ELSE}" if sex == "he" else f"{title} {surname}"


def _title(paragraph: ParagraphIndex, span: NameSpan) -> str:
    """Returns the word right before a name, without its full stop."""
    before = paragraph.straight[max(0, span.start - _LONGEST_TITLE) : span.start].split()
    return before[-1].casefold().rstrip(".") if before else ""


_LONGEST_TITLE: Final = 20
"""Characters."""


def _beside(paragraph: ParagraphIndex, span: NameSpan) -> Sex | None:
    """Returns what the noun before a full name tells, also before a comma: "Mrs", "his wife,"; or the one behind it."""
    if sex := _NOUNS.get(_title(paragraph, span).rstrip(",")):
        return sex
    doc = paragraph.doc
    behind = paragraph.token_number(span.end - 1) + 1
    if behind + 1 >= len(doc) or doc[behind].text != ",":
        return None
    noun = doc[behind + 1]
    while noun.i + 1 < len(doc) and noun.pos_ in {"DET", "ADJ", "NUM", "PRON"}:
        noun = doc[noun.i + 1]
    return _NOUNS.get(noun.lower_) if noun.pos_ == "NOUN" else None


def _of_given_name(key: str) -> Sex | None:
    first = key.partition(" ")[0]
    if first in WOMEN:
        return "she"
    return "he" if first in MEN else None


def _pronoun(paragraph: ParagraphIndex, span: NameSpan) -> Sex | None:
    """Returns the first pronoun behind a subject in its sentence, where no other name or person stands between."""
    doc = paragraph.doc
    last = doc[paragraph.token_number(span.end - 1)]
    if last.dep_ not in _HUMAN:
        return None
    for token in doc[last.i + 1 : last.i + 1 + _REACH]:
        if token.is_sent_start or token.pos_ == "PROPN" or token.lower_ in _NOUNS:
            return None
        if sex := _PRONOUNS.get(token.lower_):
            return sex if _may_mean(token) else None
    return None


def _may_mean(pronoun: Token) -> bool:
    return pronoun.dep_ in _HUMAN
