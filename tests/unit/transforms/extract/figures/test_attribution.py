import pytest

from tests.article import article
from tests.unit.transforms.extract.figures.reading import figures_with_names, quote
from transforms.extract.figures.find import find_figures
from transforms.extract.mentions.find import find_mentions
from transforms.extract.quotes.find import find_quotes


def test_the_smallest_quotation_with_a_speaker_attributes() -> None:
    text = "The mayor said the guards claimed that 40 boats sank. Another 5 were lost."
    quotes = [
        quote(text, "the guards claimed that 40 boats sank", "The mayor"),
        quote(text, "40 boats sank", "the guards", quote_id=2, stance="claims"),
        quote(text, "40 boats", None, quote_id=3),
    ]
    inside, outside = find_figures(article(text), [], [], quotes)
    assert (inside.attributed_to, inside.attributed_entity_id, inside.quote_id, inside.status) == (
        "the guards", 7, 2, "claimed",
    )  # fmt: skip
    assert (outside.attributed_to, outside.quote_id, outside.status) == (None, None, "asserted")


def test_bound_words_may_stand_outside_the_quotation() -> None:
    text = "Officials spoke of at least \u201c40 boats\u201d lost."
    (figure,) = find_figures(article(text), [], [], [quote(text, "40 boats", "Officials")])
    assert (figure.bound, figure.attributed_to) == ("at_least", "Officials")


def test_a_denial_is_denied() -> None:
    text = "The army denied that 40 boats sank."
    (figure,) = find_figures(article(text), [], [], [quote(text, "40 boats sank", "The army", stance="denies")])
    assert figure.status == "denied"


@pytest.mark.parametrize(
    ("behind", "status"),
    [
        ("The figures could not be independently verified.", "disputed"),
        ("The claim has not been independently confirmed.", "disputed"),
        ("The toll is unverified.", "disputed"),
        ("The army has not confirmed the talks.", "claimed"),
        ("Observers verified the figures.", "claimed"),
        ("It rained. The figures could not be verified.", "claimed"),
    ],
)
def test_the_next_sentence_may_dispute_a_figure(behind: str, status: str) -> None:
    text = f"The guards said that 40 boats sank. {behind}"
    (figure,) = find_figures(article(text), [], [], [quote(text, "40 boats sank", "The guards")])
    assert figure.status == status


@pytest.mark.parametrize(
    ("text", "claims"),
    [
        ("The reinsurer Norhalt puts the loss at 12 million euros.", [("The reinsurer Norhalt", "claimed")]),
        ("The government acknowledges three deaths.", [("The government", "claimed")]),
        ("Unions fear for up to 1,200 jobs.", [("Unions", "claimed")]),
        ("The ferry lost 48 sailors by the latest official count.", [("the latest official count", "claimed")]),
        (
            "Some 900 people fled, the refugee agency estimates, joining others.",
            [("the refugee agency", "claimed")],
        ),
        (
            "Investors get $38 a share, the firms said on Monday, a premium of 31 per cent.",
            [("the firms", "claimed"), ("the firms", "claimed")],
        ),
        ("The bakers left, said Ada Holm, a mother of 12 sons.", [(None, "asserted")]),
        ("The bakers left, the firm said, which owns 12 shops.", [(None, "asserted")]),
        ("Reports of 12 deaths were denied by the army.", [("the army", "denied")]),
        ("The army's figures gave a total of 12 deaths.", [("The army's figures", "claimed")]),
        ("Police data gives a toll of 12.", [("Police data", "claimed")]),
        ("The agency put the number killed last year at 12.", [("The agency", "claimed")]),
        ("The nurse gave 12 patients a blanket.", [(None, "asserted")]),
        ("The mayor put the men at ease after talks with 40 others.", [(None, "asserted")]),
        (
            "Ada Holm and others pushing for safer mines say the fire killed 12 men and was no accident.",
            [("Ada Holm and others", "claimed")],
        ),
        ("He failed when it came to announcing that 12 men had died.", [(None, "asserted")]),
        ("The toll of 12 was disputed.", [(None, "disputed")]),
        ("Police questioned 12 men.", [(None, "asserted")]),
        ("Divers found 12 bodies.", [(None, "asserted")]),
        ("The storm claimed 12 lives.", [(None, "asserted")]),
        ("It is feared that 12 sailors drowned.", [(None, "asserted")]),
    ],
)
def test_who_reports_a_number_states_it(text: str, claims: list[tuple[str | None, str]]) -> None:
    assert [(f.attributed_to, f.status) for f in figures_with_names(text)] == claims


def test_source_behind_a_source_is_kept() -> None:
    [figure] = figures_with_names("According to Interfax, deputy minister Oleg Parin stated that 12 soldiers died.")
    assert (figure.attributed_to, figure.attribution_path) == ("Oleg Parin", "Oleg Parin < Interfax")


def test_maker_of_a_document_is_its_entity() -> None:
    text = "Some 46 nurses are stranded, according to a list prepared by the Ministry of Labour."
    read = article(text)
    mentions, entities, roles = find_mentions(read)
    [figure] = find_figures(read, mentions, entities, find_quotes(read, mentions, entities, roles))
    assert figure.attributed_to == "a list"
    assert next(e.name for e in entities if e.entity_id == figure.attributed_entity_id) == (
        "Labour Ministry (not said whose)"
    )


def test_what_a_document_tells_of_did_not_make_it() -> None:
    [figure] = figures_with_names("A survey showed the Ministry of Labour had lost 46 clerks.")
    assert (figure.attributed_to, figure.attributed_entity_id, figure.attribution_path) == ("A survey", None, None)


@pytest.mark.parametrize(
    ("text", "framing"),
    [
        ("The rebel-run health ministry said 40 people had died.", "rebel-run"),
        ("The health ministry said 40 people had died.", None),
        ("The well-known surgeon said 40 people had died.", None),
    ],
)
def test_framing_words_of_a_source_are_kept_apart(text: str, framing: str | None) -> None:
    assert [f.attributed_framing for f in figures_with_names(text)] == [framing]


@pytest.mark.parametrize(
    ("lines", "claimant"),
    [
        (("Ada Holm: About 40 boats sank.",), "Ada Holm"),
        (("Ada Holm is the mayor.", "HOLM: We lost 40 boats that night."), "HOLM"),
        (("10:42 Mayor Ada Holm: 40 people are in hospital.",), "Mayor Ada Holm"),
        (("Police: 40 dead in blast",), "Police"),
        (("Army: 40 rebels killed",), "Army"),
        (("Fire chief: 40 hurt in warehouse blaze",), "Fire chief"),
        (("Mudslide Buries 40: Rescuers",), "Rescuers"),
        (("At Least 40 Dead in Blast - Officials",), "Officials"),
        (("Sinking Boat Leaves 40 Missing – Coastguard",), "Coastguard"),
        (("BROCK: How many?", "DEY: Some 40 were killed.", "BROCK: And the boats?"), "DEY"),
    ],
)
def test_a_turn_or_the_end_of_a_headline_names_the_claimant(lines: tuple[str, ...], claimant: str) -> None:
    found = [figure for figure in figures_with_names(*lines) if figure.value_low == 40]
    assert [(figure.attributed_to, figure.status) for figure in found] == [(claimant, "claimed")]


@pytest.mark.parametrize(
    "line",
    [
        "Dovna: 40 dead",
        "Casualties: 40 dead",
        "School: 40 pupils",
        "Mayor: Did 40 people die?",
        "Fire Kills 40: What We Know",
        "Freedom puts the toll at 40.",
        "Table 3 puts the toll at 40.",
        "Hunger shows that 40 people will come.",
        "The victims say that 40 people were killed.",
        "This month shows that 40 people left.",
    ],
)
def test_a_place_a_heading_a_question_or_an_abstract_noun_claims_nothing(line: str) -> None:
    found = [figure for figure in figures_with_names(line) if figure.value_low == 40]
    assert [(figure.attributed_to, figure.status) for figure in found] == [(None, "asserted")]


@pytest.mark.parametrize(
    "text",
    [
        "The governor said the fever, which has killed 90 people, was spreading again.",
        "Doctors warned that the fever — which killed 90 people in the spring — could return.",
        "The rifle came from the plant in Brenn, the sheriff said, where a gunman had killed 90 people.",
        "Ada Holm said she would visit the school, where 90 pupils were killed in a fire.",
        "The colonel told parliament that the rebels, who killed 90 soldiers in May, were beaten.",
        "The ministry said the bridge, in whose collapse 90 people died, would be rebuilt.",
        "Officials said the mine, whose collapse killed 90 men, would stay closed.",
        "The landslide, which killed 90 people, was caused by rain, the ministry said.",
        "She called for help against the sect, which has led a campaign that included the murder of 90 monks.",
        "Inspectors found that the ferry (which sank in June and killed 90 people) had no radio.",
        "The sheriff said the fire that killed 90 people last week was no accident.",
        "The minister said the bomb which killed 90 soldiers had been made abroad.",
        "Doctors said this outbreak that has sickened 90 diners was nearly over.",
        "Detectives believe the man who shot dead 90 pupils had planned it for months.",
        "The admiral said Monday's raid that killed 90 sailors would be answered.",
    ],
)
def test_what_a_writer_explains_is_not_the_speakers(text: str) -> None:
    found = [figure for figure in figures_with_names(text) if figure.value_low == 90]
    assert [(figure.attributed_to, figure.status) for figure in found] == [(None, "asserted")]


@pytest.mark.parametrize(
    ("text", "claimant"),
    [
        ("The governor said the fever has killed 90 people, which shocked doctors.", "The governor"),
        ("The ministry said the bus carried 120 people, 90 of whom died.", "The ministry"),
        ("The ministry said 90 people, most of whom were children, had died.", "The ministry"),
        ("The governor said that when the fever came, it killed 90 people.", "The governor"),
        ("“The fever, which has killed 90 people, is spreading,” the governor said.", "the governor"),
        ("The governor said a fever that killed 90 people was spreading.", "The governor"),
        ("The harbour master said 90 of the men that sailed that night had drowned.", "The harbour master"),
        ("The firm said that the 90 miners who died were new.", "The firm"),
        ("The fever, which the ministry said has killed 90 people, is spreading.", "the ministry"),
    ],
)
def test_what_a_clause_is_about_is_the_speakers(text: str, claimant: str) -> None:
    found = [figure for figure in figures_with_names(text) if figure.value_low == 90]
    assert [(figure.attributed_to, figure.status) for figure in found] == [(claimant, "claimed")]


@pytest.mark.parametrize(
    "text",
    [
        "Two guards are dead, some critics are accusing the mayor of a cover-up, and nobody was arrested.",
        "Two guards are dead, the union accuses the mine of greed.",
        "As the strike enters its third day with two guards dead, some experts argue that the mine was never safe.",
        "Two guards are dead, and neighbours argue about who is to blame.",
    ],
)
def test_who_says_something_else_beside_a_number_does_not_claim_it(text: str) -> None:
    found = [figure for figure in figures_with_names(text) if figure.event == "killed"]
    assert [(figure.value_low, figure.attributed_to) for figure in found] == [(2, None)]
