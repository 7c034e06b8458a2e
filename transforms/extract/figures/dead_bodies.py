"""Bodies that are corpses: "12 bodies were found", but not "12 sporting bodies"."""

from spacy.tokens import Token

from transforms.extract.figures.vocabulary import VERB_POS, WORDS, names_persons


def are_dead(noun: Token) -> bool:
    """Tells whether a noun, if it is "bodies", means corpses; any other noun passes.

    They do with persons behind "of"; else by the words before them, and by what is done to them.
    """
    if not WORDS["bodies"].has(noun):
        return True
    begin = max((c.i for c in noun.children if c.dep_ == "nummod" and c.i < noun.i), default=noun.left_edge.i)
    words = (c for c in noun.children if begin <= c.i < noun.i and c.dep_ in {"amod", "compound", "nmod"})
    kinds = (word for word in words if word.tag_ != "VBN" and not word.lower_.endswith("ed"))
    if any(c.lower_ not in WORDS["of_bodies"] and c.ent_type_ not in {"DATE", "TIME"} for c in kinds):
        return False
    if any(names_persons(c) or c.pos_ == "NUM" for p in noun.children if p.lower_ == "of" for c in p.children):
        return True
    above = noun
    while above.dep_ in {"conj", "nmod"} and above.head.i != above.i:
        above = above.head
    above = above.head
    if above.pos_ == "ADP":
        return any(WORDS["holding_bodies"].has(word) for word in (above.head, above.doc[max(0, above.i - 1)]))
    return above.i == noun.i or above.pos_ not in VERB_POS or WORDS["handling_bodies"].has(above)
