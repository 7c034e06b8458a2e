"""Words that tell what an article is about."""

from tests.article import article
from transforms.extract.keywords import LONGEST_BEGINNING, find_keywords


def test_content_words_of_the_beginning_by_lemma():
    found = find_keywords(article("Divers searched the flooded harbour of Vellmark on Monday."))
    assert {"diver", "search", "harbour", "vellmark"} <= found
    assert not {"the", "of", "on"} & found


def test_what_stands_further_down_does_not_count():
    text = "The divers searched the harbour. " * (LONGEST_BEGINNING // 33 + 2)
    assert "orchard" not in find_keywords(article(f"{text}An orchard burned."))
    assert "orchard" not in find_keywords(article(*[text] * 3, "An orchard burned."))
    assert "orchard" in find_keywords(article("The divers searched.", "An orchard burned."))
