"""Detects the language that a text is written in, where there is no doubt about it."""

import re
from collections import Counter
from functools import cache
from typing import TYPE_CHECKING, Final

from transforms import lexicons

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier


_ENGLISH: Final = frozenset(lexicons.load("language")["english"])
_WORD: Final = re.compile(r"[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3040-\u30ff\u3400-\u9fff]{1,2}|[^\W\d_]+")
"""A word. Thai, Lao, Burmese, Khmer, Japanese and Chinese set no spaces between words: there two letters count as one
word."""
_SAMPLES, _SAMPLE_CHARACTERS = 4, 500
"""How many stretches of a long text are read, and their length: together half of a usual article. A tenth would do to
detect a language; the rest is for texts that begin in another one than they go on in."""
_LEAST_BYTES = 100
"""Bytes of the letters in UTF-8: about twenty words of a Latin script, or thirty Chinese characters. In a shorter text
a few names may mislead."""
_SURELY_ENGLISH = 0.15
"""Share of the words that are frequent English words, from which on a text is English. Of 2,868 English texts 95 in a
hundred had more; texts in 44 other languages had none at all."""
_HARDLY_ENGLISH = 0.06
"""From this share on a text is not called foreign: a text has it in which one sentence of four is English."""
_MOST_CAPITALISED = 0.6
"""Largest share of words with a capital in a text that is made of sentences. Lists of names, results and headlines have
more; even German sentences, in which all nouns have one, have fewer."""
_SURE = 0.95
"""Least probability that a text is English, or that it is not."""
_LIKELIEST = 0.6
"""Least probability of a language. Its close relatives share the rest: Croatian and Bosnian, Indonesian and Malay."""
_NO_NEWS: Final = ("la",)
"""Languages in which no news is written. A list of species, or the filler text of a template, looks like Latin."""
_KINDS_OF_ENGLISH: Final = ("en", "pcm")
"""The languages of the detector that are English here: it takes English headlines for Nigerian Pidgin."""
_SAME: Final = {"nn": "no", "nb": "no", "yue": "zh", "wuu": "zh", "ary": "ar", "arz": "ar"}
"""Languages of the detector that are varieties of another one: their probabilities are added to its own."""


def detect(text: str) -> str | None:
    """Detects the language of a text.

    Frequent English words alone tell English, so that the detector's model is loaded only for texts that have few of
    them. To be called foreign, a text must have hardly any, and must be made of sentences.

    Returns:
        An ISO 639-1 code; null where the text is too short, is no prose, mixes languages or leaves a doubt. Both forms
        of Norwegian are "no".
    """
    sample = _sample(text)
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
    certain = probability >= _LIKELIEST and len(language) == 2 and language not in _NO_NEWS
    return language if certain else None


def _sample(text: str) -> str:
    """Returns the text; of a long one stretches at equal distances, the first and the last part among them."""
    if len(text) <= _SAMPLES * _SAMPLE_CHARACTERS:
        return text
    step = (len(text) - _SAMPLE_CHARACTERS) // (_SAMPLES - 1)
    return "\n".join(text[n * step : n * step + _SAMPLE_CHARACTERS] for n in range(_SAMPLES))


@cache
def _identifier() -> "LanguageIdentifier":
    """Loads the detector's model, once per process, in about 0.7 seconds and 100 MB of memory."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
