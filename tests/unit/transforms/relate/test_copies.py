import random
from itertools import combinations, pairwise

import polars as pl
import pytest

from tests.desk import EDITS, TEMPLATES, Text, follow_up, originals, quoting, words
from transforms.relate.alignment import align
from transforms.relate.copies import find_copies, is_copy
from transforms.relate.words import read_words
from warehouse.schema.relation import COPY_PAIRS, FOUND_COPIES

SEEDS = range(3)


def are_copies(one: Text, other: Text) -> bool:
    texts = read_words("\n".join(one)), read_words("\n".join(other))
    there, back = is_copy(*texts, align(*texts)), is_copy(*texts[::-1], align(*texts[::-1]))
    assert there == back
    return there


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_text_is_a_copy(edit):
    chance = random.Random(7)
    for seed in SEEDS:
        missed = [text[0] for text in originals() if not are_copies(edit(text, chance), text)]
        assert not missed, seed


@pytest.mark.parametrize(("one", "other"), [*combinations(EDITS[1:], 2)])
def test_two_edits_of_one_text_are_copies(one, other):
    chance = random.Random(8)
    text = max(originals(), key=words)
    assert are_copies(one(text, chance), other(text, chance))


@pytest.mark.parametrize("share", [0.2, 0.35, 0.5])
def test_a_follow_up_that_repeats_background_is_no_copy(share):
    texts = originals()
    for text, background in zip(texts, [*texts[1:], texts[0]], strict=True):
        assert not are_copies(follow_up(text, background, share), background)
        assert not are_copies(follow_up(text, background[2:], share), background)


def test_a_follow_up_that_repeats_the_whole_of_a_short_report_is_no_copy():
    short = min(originals(), key=words)[:3]
    for text in originals():
        if words(text) > 2 * words(short) and text[:3] != short:
            assert not are_copies([*text, *short], short)


@pytest.mark.parametrize("template", TEMPLATES)
def test_fillings_of_one_form_are_no_copies(template):
    chance = random.Random(9)
    fillings = [template(chance) for _ in range(12)]
    joined = [pair for pair in combinations(fillings, 2) if are_copies(*pair)]
    assert not joined


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_filled_form_that_others_print_is_a_copy(template):
    chance = random.Random(10)
    filled = template(chance)
    assert are_copies(filled, filled)
    assert are_copies([*filled, "More of this on our pages, and in print tomorrow."], filled)


def test_texts_that_quote_one_statement_are_no_copies():
    statement, *texts = sorted(originals(), key=words)
    for one, other in pairwise(texts):
        assert not are_copies(quoting(one[:4], statement[:4]), quoting(other[:4], statement[:4]))


def test_articles_on_other_matters_are_no_copies():
    assert not [pair for pair in combinations(originals(), 2) if pair[0] != pair[1] and are_copies(*pair)]


def found(texts: list[Text], pairs: list[tuple[int, int, int]]) -> list[tuple[int, int]]:
    """What is found among texts 1, 2, …; pairs are article, earlier article, shared shingles."""
    rows = [(later, later, earlier, earlier, shared) for later, earlier, shared in pairs]
    copies = find_copies(
        pl.DataFrame({"article_id": [*range(1, len(texts) + 1)], "text": ["\n".join(text) for text in texts]}),
        pl.DataFrame(rows, schema=COPY_PAIRS, orient="row"),
    )
    assert copies.schema == FOUND_COPIES
    return copies.select("article_id", "earlier_article_id").rows()


def test_the_earliest_original_is_named_and_no_copy():
    text, other = originals()[:2]
    pairs = [(2, 1, 9), (3, 1, 5), (3, 2, 40), (4, 3, 8), (5, 4, 2)]
    assert found([text, text, text, other, other], pairs) == [(2, 1), (3, 1), (5, 4)]


def test_what_only_a_copy_shares_makes_no_copy():
    text, other = originals()[:2]
    localised = [*text, *other[:2]]
    assert found([text, localised, other], [(2, 1, 20), (3, 2, 6), (3, 1, 0)]) == [(2, 1)]


def test_shares_say_how_much_of_each_text_the_other_has():
    text = originals()[0]
    texts = pl.DataFrame({"article_id": [1, 2], "text": ["\n".join(text), "\n".join(text[:4])]})
    pairs = pl.DataFrame([(2, 2, 1, 1, 5)], schema=COPY_PAIRS, orient="row")
    ((article_id, earlier_id, share, earlier_share),) = find_copies(texts, pairs).rows()
    assert (article_id, earlier_id, share) == (2, 1, 1.0)
    assert earlier_share == pytest.approx(words(text[:4]) / words(text), abs=0.03)


def test_of_many_candidates_those_are_compared_that_share_most():
    *others, last = originals()
    texts = [*others, *others, last, last]
    pairs = [(16, earlier, 12 if earlier == 15 else 2) for earlier in range(1, 16)]
    assert found(texts, pairs) == [(16, 15)]
