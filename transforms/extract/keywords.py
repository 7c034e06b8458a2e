"""Keywords: the content words with which an article begins; they tell what the names in it have to do with."""

from typing import Final

from transforms.documents import Article
from transforms.names.normalise import name_key
from warehouse.schema.tables.values import BODY_KINDS

LONGEST_BEGINNING: Final = 1_500
"""Characters; news says first what it is about, and words from further down only say that it is news."""

_CONTENT: Final = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})
"""Parts of speech that say what a text is about (tags of Universal Dependencies)."""
_LEAST_LETTERS: Final = 3


def find_keywords(article: Article) -> set[str]:
    """Returns the lemmas, in lower case, of the content words with which an article begins.

    What stands outside of the body is left out.
    """
    keywords: set[str] = set()
    left = LONGEST_BEGINNING
    for paragraph in article.paragraphs:
        if paragraph.kind not in BODY_KINDS:
            continue
        for token in paragraph.doc:
            if token.idx >= left:
                return keywords
            if token.pos_ in _CONTENT and token.is_alpha and len(token) >= _LEAST_LETTERS and not token.is_stop:
                keywords.add(name_key(token.lemma_))
        left -= len(paragraph.text)
    return keywords
