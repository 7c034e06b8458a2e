"""Where names begin and end, and those that the model overlooks."""

import pytest

from tests.article import article
from transforms.documents import Article
from transforms.extract.mentions.find import find_mentions


def found(*lines: str) -> list[tuple[str, str]]:
    """Each mention as written, with its kind."""
    read = article(*lines)
    mentions, _, _ = find_mentions(read)
    return [(read.paragraphs[m.paragraph].text[m.start : m.end], m.label) for m in mentions]


def entities(read: Article) -> dict[str, set[str]]:
    """The spellings of each entity, by its name."""
    mentions, named, _ = find_mentions(read)
    names = {entity.entity_id: entity.name for entity in named}
    spellings: dict[str, set[str]] = {name: set() for name in names.values()}
    for m in mentions:
        spellings[names[m.entity_id]].add(read.paragraphs[m.paragraph].text[m.start : m.end])
    return spellings


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Deputy Lars Hovland was hurt in the crash near Oslo.", "Lars Hovland"),
        ("Prison inmate Carl Dunmore escaped on Friday, police said.", "Carl Dunmore"),
        ("The money went to Jan van der Velden, who lives in Ghent.", "Jan van der Velden"),
        ("Mr Yusuf al-Rashidi spoke for an hour in Muscat.", "Yusuf al-Rashidi"),
        ("The defence called Edwin Tallow KC, who spoke for an hour.", "Edwin Tallow"),
    ],
)
def test_titles_are_no_part_of_a_person_but_particles_are(line: str, name: str):
    assert (name, "PERSON") in found(line)


def test_surname_that_is_a_role_stays():
    assert ("Frederick Major", "PERSON") in found("Frederick Major spoke in London on Friday.")


def test_body_and_the_place_that_ends_its_name_are_one():
    line = "Anna Kvist, the director of research at Voices Against Nuclear Norway, said so in Oslo."
    assert "Voices Against Nuclear Norway" in dict(found(line))


def test_nationality_before_a_person_is_a_group_of_its_own():
    names = found("The race was won by Englishman Hugh Tallow in Berlin.")
    assert ("Englishman", "GROUP") in names
    assert ("Hugh Tallow", "PERSON") in names


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Wounded Norwegians were flown home from Cairo.", "Norwegians"),
        ("African Americans voted early in Ohio.", "African Americans"),
    ],
)
def test_words_before_a_people_belong_to_it_only_where_they_name_it(line: str, name: str):
    assert (name, "GROUP") in found(line)


@pytest.mark.parametrize(
    ("headline", "name"),
    [
        ("Sailor Tilda Brandvold Dies In Storm", "Tilda Brandvold"),
        ("TILDA BRANDVOLD FOUND DEAD IN HARBOUR", "TILDA BRANDVOLD"),
        ("Brandvold Reportedly Moved To Rehab", "Brandvold"),
    ],
)
def test_headline_in_title_case_gives_the_bare_name_of_the_body(headline: str, name: str):
    body = "Tilda Brandvold, a sailor from Norway, was last seen on Friday. Mrs Brandvold was 41."
    read = article(headline, body)
    mentions, _, _ = find_mentions(read)
    assert [read.paragraphs[0].text[m.start : m.end] for m in mentions if m.paragraph == 0] == [name]


def test_word_that_the_article_writes_small_is_no_name_in_its_headline():
    headline = "Kestrel Bicycles Unveils Tandem For Commuters"
    read = article(headline, "Kestrel Bicycles said on Monday that its tandem would cost 900 euros in Germany.")
    mentions, _, _ = find_mentions(read)
    assert [read.paragraphs[0].text[m.start : m.end] for m in mentions if m.paragraph == 0] == ["Kestrel Bicycles"]


def test_sentence_with_many_names_is_no_headline():
    line = "Anna Solheim met Peter Brandt and Julia Moreau in Stockholm on Friday."
    assert {"Anna Solheim", "Peter Brandt", "Julia Moreau", "Stockholm"} <= set(dict(found(line)))


def test_small_word_is_not_the_name_that_it_looks_like():
    assert "turkey" not in dict(found("We ate turkey in Oslo.", "Turkey signed the treaty."))


@pytest.mark.parametrize(
    ("line", "name", "kind"),
    [
        ("Her daughter Binny, 29, is a nurse in Oslo.", "Binny", "PERSON"),
        ("They were sent by the TWK, which runs the dam.", "TWK", "ORG"),
        ("PORT HALDEN (Reuters) — A ferry sank on Tuesday.", "PORT HALDEN", "PLACE"),
        ("The ferry was operated by RedLine Passage for years.", "RedLine Passage", "ORG"),
    ],
)
def test_name_that_a_clue_gives_away_is_found(line: str, name: str, kind: str):
    assert (name, kind) in found(line)


@pytest.mark.parametrize(
    "line",
    ["The DNA and the DVD were lost in Oslo.", "He was charged with DUI in Oslo.", "STOP THE TRAIN NOW he cried."],
)
def test_capitals_that_name_a_thing_are_no_body(line: str):
    assert not [name for name, kind in found(line) if kind == "ORG"]


def test_two_names_around_a_dash_are_two():
    names = dict(found("Lars Hovland - Lars Hovland, the sailor, died on Friday in Bergen."))
    assert "Lars Hovland - Lars Hovland" not in names
    assert "Lars Hovland" in names


def test_the_model_s_label_stays_beside_ours():
    read = article("Mrs Orsova left Oslo early.")
    mentions, _, _ = find_mentions(read)
    assert {m.model_label for m in mentions} <= {"PERSON", "ORG", "GPE", "LOC", "FAC", "NORP"}


def test_forename_missed_by_the_model_is_a_part_of_a_known_surname():
    read = article(
        "When Wilhelmina Castellan played it last year, she won.", "Dr. Castellan, a biologist, lives in Vermont."
    )
    assert entities(read).get("Wilhelmina Castellan") == {"Wilhelmina Castellan", "Castellan"}


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("House Speaker Ingrid Halden spoke in Oslo on Friday.", "Ingrid Halden"),
        ("The plan of Sens. Ingrid Halden and Lars Hovland failed.", "Ingrid Halden"),
        ("They met Crown Prince Yusuf bin Rashid in Muscat.", "Yusuf bin Rashid"),
        ("The deputy Karl Anton (Kalle) Dunmore left Oslo early.", "Karl Anton (Kalle) Dunmore"),
        ("Senator Ingrid Halden of Ohio, who was 41, died on Friday.", "Ingrid Halden"),
    ],
)
def test_words_around_a_person_are_told_from_the_name(line: str, name: str):
    assert (name, "PERSON") in found(line)


def test_members_of_a_list_with_their_parties_are_no_nicknames():
    names = dict(found("The seats went to Ingrid Halden (Green) and Lars Hovland (Labour) in Oslo."))
    assert {"Ingrid Halden", "Lars Hovland"} <= names.keys()


def test_credit_of_a_picture_names_a_person_and_an_agency():
    names = found("Ingrid Halden/Nordfoto")
    assert ("Ingrid Halden/Nordfoto", "PERSON") not in names


def test_two_candidates_around_a_stroke_are_people():
    assert all(
        kind != "ORG" for name, kind in found("The Halden/Hovland ticket lost.") if name in {"Halden", "Hovland"}
    )


@pytest.mark.parametrize(
    ("line", "name", "kind"),
    [
        ("Herald: Council To Close Three Bridges", "Herald", "ORG"),
        ("He spoke to TWK Radio about the sale of the mill in Oslo.", "TWK Radio", "ORG"),
        ("The frigate USS Tallowmere left port on Friday.", "USS Tallowmere", "ORG"),
        ("They camped beside the Orsova Glacier for a week.", "Orsova Glacier", "PLACE"),
    ],
)
def test_name_that_its_surroundings_give_away_is_found(line: str, name: str, kind: str):
    assert (name, kind) in found(line)


@pytest.mark.parametrize(
    "line",
    [
        "Police: Driver Fled Scene Of Crash",
        "Cops Arrest Woman After Chase",
        "Massive Fire Destroys Old Mill",
        "Prime Minister, who was tired, left early.",
    ],
)
def test_ordinary_words_with_a_capital_are_no_names(line: str):
    assert not [name for name, _ in found(line) if name in {"Police", "Cops", "Massive", "Prime Minister", "Driver"}]


def test_what_a_secretary_sees_to_is_no_body():
    assert ("State", "ORG") not in found("Secretary of State Ingrid Halden flew to Oslo on Friday.")
    assert "Department of State" in dict(found("She works at the Department of State in Washington."))


def test_surname_that_is_a_common_word_is_found_where_it_does_what_people_do():
    assert ("Page", "PERSON") in found(
        "Mrs Matilda Page, 80, left Oslo in 1970.", "Page died late yesterday in a hospital."
    )
    assert ("Page", "PERSON") not in found(
        "Mrs Matilda Page, 80, left Oslo in 1970.", "Page numbers are wrong in the book."
    )


def test_team_that_acts_is_a_body_but_people_of_a_role_are_none():
    assert ("Kestrels", "ORG") in found("Reporters say that the Kestrels have offered the goalkeeper a new contract.")
    assert "Founding Fathers" not in dict(found("It is true that the Founding Fathers did not foresee the tram."))


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Officers were knocking on doors in the city of Norwegian Gardens on Friday.", "Norwegian Gardens"),
        ("Indian warship captures ten pirates in Gulf of Masira", "Gulf of Masira"),
        ("Daring Heist in Downtown Prague", "Prague"),
    ],
)
def test_place_is_found_whole(line: str, name: str):
    assert (name, "PLACE") in found(line)


def test_word_that_the_article_writes_small_is_no_end_of_a_place_in_its_headline():
    assert "Boston Park" not in dict(found("Robbers Flee Boston Park", "They ran from a park in Boston on Friday."))


def test_part_of_a_town_goes_by_the_name_of_the_town():
    names = dict(found("Daring Heist in Downtown Prague", "Shops in downtown Prague were closed on Friday."))
    assert "Prague" in names
    assert "Downtown" not in names


def test_ship_is_a_body_with_the_letters_before_its_name():
    assert ("RMS Mandara", "ORG") in found("Divers found RMS Mandara off Norway.")


@pytest.mark.parametrize("line", ["Climber dead after fall in Norway", "Lawyer Quits After Row In Oslo"])
def test_noun_of_a_role_is_no_name(line: str):
    assert not {"Climber", "Lawyer"} & set(dict(found(line)))


def test_role_that_is_somebodys_surname_is_a_name():
    assert ("Driver", "PERSON") in found(
        "Minnie Driver sang in London on Friday.", "On Friday Driver thanked the crowd."
    )


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("Sen. Ann Tallow (D-N.Y.) voted against it on Friday.", "N.Y."),
        ("Ann Tallow, D-Mass., who leads the panel, voted against it.", "Mass."),
    ],
)
def test_state_behind_the_letter_of_a_party_is_a_place(line: str, place: str):
    assert (place, "PLACE") in found(line)


@pytest.mark.parametrize("line", ["The film was R-Rated in Norway.", "They met on D-Day in London."])
def test_other_words_behind_such_a_letter_are_no_place(line: str):
    assert not {"Rated", "Day"} & set(dict(found(line)))
