"""The language that a text is written in, where it is beyond doubt."""

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from transforms import lexicons

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier


_ENGLISH: Final = frozenset(lexicons.load("language")["english"])
_WORD: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\W\d_]+")
"""Scripts without spaces between words are taken by twos, so that their words count."""
_SAMPLES, _SAMPLE_CHARACTERS = 4, 500
"""Half of a usual article. Languages are told from a tenth of it; the rest is for texts that begin in another one."""
_LEAST_BYTES = 100
"""Letters, as UTF-8: some twenty words of a Latin script or thirty ideographs. Below, names alone mislead."""
_SURELY_ENGLISH = 0.15
"""Share of the words. Of 2,868 English texts 95 in a hundred have more; texts in 44 other languages had none at all."""
_HARDLY_ENGLISH = 0.06
"""At this share and above a text is not called foreign. It is what one English sentence among four leaves."""
_MOST_CAPITALISED = 0.6
"""Share of the words. More are found in lists of names, results and headlines, never in sentences, German included."""
_SURE = 0.95
"""Probability that the text is none of the kinds of English."""
_LIKELIEST = 0.6
"""Probability of the language itself. Close relatives share the rest: Croatian and Bosnian, Indonesian and Malay."""
_NO_NEWS: Final = ("la",)
"""Nobody prints it: a list of species or a template's filler looks like it."""
_KINDS_OF_ENGLISH: Final = ("en", "pcm")
"""Nigerian Pidgin is what English headlines look like to the detector."""
_SAME: Final = {"nn": "no", "nb": "no", "yue": "zh", "wuu": "zh", "ary": "ar", "arz": "ar"}


def detect(text: str) -> str | None:
    """Tells the language of a text.

    English is told by its function words alone, so that the detector's model is loaded only where another language
    turns up. To be called foreign, a text must have next to none of them, and must be made of sentences.

    Returns:
        An ISO 639-1 code; null where the text is too short, is no prose, mixes languages or leaves a doubt. Both kinds
        of Norwegian are "no".
    """
    sample = _spread(text)
    words = _WORD.findall(sample)
    if len("".join(words).encode("utf8", "replace")) < _LEAST_BYTES:
        return None
    english = sum(word.lower() in _ENGLISH for word in words) / len(words)
    if english >= _SURELY_ENGLISH:
        return "en"
    likely: Counter[str] = Counter()
    for language, probability in _identifier().rank(sample):
        likely[_SAME.get(language, language)] += probability
    as_english = sum(likely[kind] for kind in _KINDS_OF_ENGLISH)
    if as_english >= _SURE:
        return "en"
    capitalised = sum(word[0].isupper() for word in words) / len(words)
    if english >= _HARDLY_ENGLISH or capitalised > _MOST_CAPITALISED or 1 - as_english < _SURE:
        return None
    language, probability = likely.most_common(1)[0]
    told = probability >= _LIKELIEST and len(language) == 2 and language not in _NO_NEWS
    return language if told else None


def _spread(text: str) -> str:
    """Returns the text, of a long one stretches from its beginning to its end."""
    if len(text) <= _SAMPLES * _SAMPLE_CHARACTERS:
        return text
    step = (len(text) - _SAMPLE_CHARACTERS) // (_SAMPLES - 1)
    return "\n".join(text[n * step : n * step + _SAMPLE_CHARACTERS] for n in range(_SAMPLES))


@cache
def _identifier() -> "LanguageIdentifier":
    """Loads the detector's model, once per process: some 0.7 seconds and 100 MB."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
