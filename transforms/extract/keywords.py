"""What an article is about, in single words: the company that its names keep."""

from transforms.documents import Article
from transforms.names.normalise import name_key

LONGEST_BEGINNING = 1_500
"""Characters; news says first what it is about, and terms from further down only say that it is news."""

_PARTS = frozenset({"NOUN", "PROPN", "VERB", "ADJ"})


def find_terms(article: Article) -> set[str]:
    """Returns lemmas of the content words with which an article begins, in lower case."""
    terms: set[str] = set()
    left = LONGEST_BEGINNING
    for paragraph in article.paragraphs:
        if paragraph.kind in {"byline", "caption"}:
            continue
        for token in paragraph.doc:
            if token.idx >= left:
                return terms
            if token.pos_ in _PARTS and token.is_alpha and len(token) > 2 and not token.is_stop:
                terms.add(name_key(token.lemma_))
        left -= len(paragraph.text)
    return terms
