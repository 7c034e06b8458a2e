"""The word lists of cues keep to the schema."""

from transforms import lexicons
from warehouse.schema.tables.values import STANCES


def test_lexicon_keeps_to_the_schema():
    lexicon = lexicons.load("cues")
    verbs = [verb for listed in lexicon["stances"].values() for verb in listed]
    assert set(lexicon["stances"]) | set(lexicon["nouns"]) <= set(STANCES)
    assert len(verbs) == len(set(verbs)), "a verb has two stances"
    known = set(verbs)
    for name, listed in lexicon["content"].items():
        assert set(listed) <= known, name
    assert set(lexicon["words"]["only_beside"]) <= known
    assert set(lexicon["prepositions"]) <= {verb.partition(" ")[0] for verb in known}
