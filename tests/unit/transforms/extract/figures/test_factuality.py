"""Whether what a figure counts happened, by sentences of each kind in several words."""

from datetime import date

import pytest

from tests.article import article
from tests.unit.transforms.extract.figures.reading import figures_with_names
from transforms.documents import Figure
from transforms.extract.figures.find import find_figures
from warehouse.schema.tables.values import FACTUALITIES

DAY = date(2031, 5, 6)


def read(*lines: str) -> list[Figure]:
    return figures_with_names(*lines, published_on=DAY)


NEGATED = [
    # almost
    "The blast nearly killed 12 miners.",
    "The bomb almost killed 14 soldiers.",
    "The gunman came close to killing 14 people.",
    # correction_note
    "Correction: A previous article misstated that 40 people were arrested.",
    "Editors' note: An earlier version of this article reported that 60 people were killed.",
    "The headline on an earlier version of this article said 60 people were killed.",
    # denied
    "The governor rejected reports that 16 prisoners were killed.",
    "The navy refuted a claim that nine divers had drowned.",
    "Claims that 30 were killed were denied by the army.",
    "Officials rejected as untrue reports that 70 people had been killed.",
    "The ministry refuted reports of 70 deaths.",
    "A spokesman dismissed claims that 70 people had died.",
    "The company has denied that it laid off 400 workers or that 12 were injured.",
    # did_not_happen
    "No one among the 41 sailors was hurt, the port said.",
    "Nobody on the bus carrying 23 pupils was injured.",
    "None of the 12 crew died, the operator said.",
    "Neither of the 2 pilots was killed.",
    "Not a single one of the 60 horses was killed.",
    "Twelve men were not killed but hidden, it emerged.",
    "The 14 hostages were never harmed or wounded, the rebels said.",
    "The rescue ended without any of the 33 miners being hurt.",
    "There were no injuries among the 70 pupils.",
    "Hardly any of the 90 guests were injured.",
    "The crane fell, but it did not injure the 15 workers.",
    "The raid failed to free the 12 hostages.",
    "The new rule averted 40 deaths last year.",
    "Doctors prevented 30 deaths.",
    "The avalanche narrowly missed killing six skiers.",
    "Nor were the 12 monks arrested.",
    "Not a soul among the 18 climbers was injured.",
    "None of the aircraft's 90 passengers were hurt, the airline added.",
    "Neither the driver nor any of the 27 passengers was injured.",
    "The strike caused no deaths among the 5,000 residents.",
    "The rebels never kidnapped 40 girls, a spokesman insisted.",
    "Nobody was killed, contrary to reports of 15 deaths.",
    "The driver braked and so avoided killing 12 cyclists.",
    "None of 84 passengers hurt in crash",
    "Not one of 37 miners hurt in fall",
    "None of the 84 aboard killed",
    "The fire left none of the 40 miners injured.",
    # no_evidence
    "There is no evidence that 30 people were killed.",
    # not_true
    "Reports that 30 people had been killed were false.",
    "It was untrue that 30 people had been killed, the mayor said.",
    "It is simply wrong to say that 70 people were killed, he said.",
    "The claim that 70 people were killed is false, fact checkers found.",
    "The story that 70 sailors had drowned turned out to be a hoax.",
    # wrongly_said
    "The blogger wrongly claimed that 30 people had been killed.",
    "A tweet falsely said 12 people had been shot dead.",
    "The video wrongly says that 3,000 people were killed.",
    "We wrongly reported yesterday that 60 people had been killed.",
    "Not one of the 250 passengers died.",
    "In all the raid killed no more than nobody, and it certainly did not kill 40 people.",
    "The ministry says it has not arrested 14 students.",
    "The court never jailed the 12 miners.",
    "It was never the case that 40 people were killed there.",
    "The report that 40 people had been shot was an invention.",
    "Rumours that 40 people were killed proved unfounded.",
    "Contrary to early reports, 40 people were not killed.",
    "The palace denied reports of 40 deaths.",
    "The palace denies killing 40 students.",
    "The army has disavowed a statement that 40 students were killed.",
    "She barely avoided killing 14 walkers.",
    "They managed to escape without killing 14 walkers.",
]

POSSIBLE = [
    # feared
    "More than 90 people were feared dead after the ferry sank.",
    "Ninety feared dead after ferry sinks",
    "Officials fear that 90 people have drowned.",
    "There are fears that 90 people were killed.",
    "The agency reported 12 suspected deaths.",
    "It is feared that 200 people drowned.",
    "At least 30 people are presumed dead.",
    "Some 30 people are believed dead.",
    # kind_of_event
    "A possible 40 deaths are being investigated.",
    # likely
    "The war is likely to displace 40,000 people.",
    "It is possible that 12 people died.",
    "It was unclear whether 40 people had been killed.",
    # not_denied
    "The army did not rule out that 12 villagers had been killed.",
    # possible_adverb
    "The fumes possibly killed 12 workers.",
    "The sinking probably killed 40 people.",
    # possible_modal
    "Up to 50 people may have been killed.",
    "The dam could collapse, killing 5,000 people.",
    "As many as 300 sailors could drown.",
    "The toll may reach 300 deaths.",
    "The landslide may have buried and killed 60 people.",
    "Sixty people might be dead, the mayor said.",
    "The virus can kill 40 children a year.",
    "The mayor warned that the heat could kill 400 people.",
    "Scientists warn the dam might burst and displace 9,000 people.",
    "The strike may lead to the deaths of 40 prisoners.",
    "40 people could have been killed, the investigators say.",
    # question
    "Did 12 people die?",
    "Was it true that 40 people had been killed?",
    # risk
    "The plan threatens to displace 4,000 families.",
    "The ministry warned of 5,000 deaths.",
    "There is a danger of 9,000 people being displaced.",
    # whether
    "The judge asked whether 12 people had died.",
    "Police could not say if 40 people had been killed.",
    "Police fear the gang killed 14 people.",
    "Rescuers worry that 14 people were killed.",
    "14 miners, trapped since Monday, are presumed dead.",
    "14 missing climbers now presumed dead",
    "The fumes can kill 14 people in minutes.",
    "The leak may well have killed 14 people.",
    "Mudslide may have killed 14",
    "Perhaps the flu killed 14,000 people there.",
]

PREDICTED = [
    # due
    "The 900 soldiers are to be deployed in June.",
    "The firm is set to evacuate 300 residents.",
    "Forty thousand people are expected to be displaced.",
    "The navy is going to deploy 900 marines.",
    "The navy is about to deploy 900 marines.",
    "The army's target is to deploy 900 marines.",
    # forecast
    "The study forecasts 3,000 deaths.",
    "The agency expects 40,000 people to flee.",
    "The disease is projected to kill 4,000 people.",
    # future_modal
    "The army will deploy 900 soldiers to the border.",
    "By next summer 3,000 people will have died.",
    "The model predicts 4,000 people will be killed.",
    "According to the forecast, 4,000 people will be displaced.",
    "On current trends 4,000 people will die next year.",
    # future_time
    "The model shows 3,000 deaths a day by 2050.",
    "A model puts deaths at 12,000 by August.",
    "The curve gives 400 deaths by September.",
    "The agency's curve shows 70 deaths a week by November.",
    "Analysts see 4,000 deaths by 2040.",
    # infinitive_of_noun
    "Railway to evacuate 300 people",
    "Navy to deploy 900 marines to gulf",
    "Prison to free 40 inmates",
    # kind_of_event
    "The report lists 900 projected deaths.",
    # planned
    "The bank plans to lay off 500 people.",
    "The ministry pledged to release 40 prisoners.",
    "An agreement to free 40 hostages was signed.",
    "The government intends to displace 4,000 families.",
    # would
    "Researchers predicted that 3,000 people would die.",
    "The minister promised that 40 prisoners would be released.",
    "The epidemic will have killed 14,000 people by spring.",
    "WHO expects 14,000 deaths",
    "The minister said 900 marines would be deployed.",
    "The firm said it will lay off staff and evacuate 900 people.",
    "900 marines to be deployed to islands",
    "The decision to deploy 900 marines was taken in May.",
    "It agreed to free 40 hostages.",
    "The two sides have agreed on the release of 40 hostages.",
]

HYPOTHETICAL = [
    # attempted
    "They were accused of plotting to kill 60 worshippers.",
    "He tried to kill four cyclists.",
    "The kidnappers vowed to kill 14 hostages.",
    # cleared
    "He was cleared of murdering three women.",
    "She was found not guilty of killing four patients.",
    "The court quashed his conviction for the murder of two sisters.",
    "Judges acquitted the captain of causing the deaths of 14 sailors.",
    "The captain was found not guilty of the murder of 14 sailors.",
    "An appeal court overturned her conviction for murdering 14 babies.",
    "The doctor was exonerated of killing 14 patients.",
    # condition
    "If 12 more people die, the law will change.",
    "The army will kill 12 hostages unless it is paid.",
    "Unless help comes, 400 people will die.",
    "If a fire broke out, 400 people could be killed.",
    # demanded
    "Protesters demanded the release of 40 prisoners.",
    "Prosecutors say he wanted to kill 14 people.",
    "The group called for the release of 40 prisoners.",
    "Relatives demanded that 40 prisoners be freed.",
    # drill
    "During the drill, volunteers played 40 wounded passengers.",
    "The exercise simulated a crash in which 40 passengers were injured.",
    # kind_of_event
    "Firefighters rehearsed a rescue of 40 mock injured passengers.",
    "He was jailed for the attempted murder of 14 police officers.",
    # supposed
    "Imagine that 12 people died every day.",
    "Let us suppose that 40 people were killed.",
    # told_in_work
    "The opera tells how 40 monks were executed.",
    "In the simulation, 300 people were killed.",
    "In the scenario, a bomb kills 400 people.",
    "In the television series, 14 detectives are killed.",
    "In her latest thriller 14 people are murdered.",
    "The play tells of a baker who murders 14 customers.",
    # would
    "Had the doors been locked, 300 people would have died.",
    "Without the wall, 300 people would have drowned.",
    "Should the dam fail, 4,000 people would be displaced.",
    "A stronger quake would have killed 400 people.",
    "But for the warning, 400 people would have been killed.",
    "Were the volcano to erupt, it would kill 400 people.",
    "Even one mistake would kill 400 people.",
    "Such a blast would have left 400 people dead.",
    "Suppose a bomb killed 400 people.",
    "What if the dam burst and killed 400 people?",
    "Her novel tells how a wizard kills 40 children.",
    "A jury cleared the guard of shooting 14 students.",
    "The murder charge over the deaths of 14 students was dropped.",
    "He was found to have plotted to kill 14 people.",
]

ACTUAL = [
    "Not only did 12 die in the fire, but the town was lost.",
    "Rescuers could not save 12 people who died.",
    "No fewer than 12 miners died.",
    "No more than 12 people were killed.",
    "12 died when no one came to help.",
    "Without waking, 12 people died in the smoke.",
    "There is no doubt that 12 people died.",
    "The police did not arrive until 12 people had died.",
    "The army could not prevent the deaths of 12 villagers.",
    "The killing of 12 monks did not stop the march.",
    "The firm denied a cover-up after 12 workers died.",
    "A fire that nobody put out killed 12 people.",
    "The storm, which did not weaken, killed 12 people.",
    "None of the officers who killed 12 men was charged.",
    "It was not the flood but the fire that killed 12.",
    "Not far from the coast, 12 sailors drowned.",
    "The company dismissed 120 workers without notice.",
    "No help came and 12 people died.",
    "Police could confirm that 12 people had died.",
    "He did not know that 12 people had died.",
    "Twelve people died because the alarm did not ring.",
    "12 people died, officials warned.",
    "The storm, which could return, killed 12 people.",
    "Police said 12 people were killed and the number could rise.",
    "Perhaps 12 people died.",
    "The fire killed 12 people, possibly by smoke.",
    "Fears grew after 12 people were killed.",
    "The mayor, who may resign, said 12 people had died.",
    "The deaths of 12 miners could lead to charges.",
    "The killing of 12 monks will be investigated.",
    "Families will mourn the deaths of 12 miners.",
    "The forecasters said 12 people were killed.",
    "12 people died, more than had been expected.",
    "The rebels planned a march after 12 people were killed.",
    "The government plans a memorial to the 12 people killed.",
    "Soldiers who will leave next week killed 12 people.",
    "The register puts deaths at 40 by April.",
    "By August 40 people had been killed.",
    "The latest of 12 journalists to be killed was buried.",
    "A project to build a dam displaced 400 families.",
    "Three soldiers were killed during a training exercise.",
    "12 people were killed on a film set.",
    "He was convicted of killing 12 people.",
    "He is accused of killing 12 people.",
    "He was acquitted, though 12 people died.",
    "12 people were killed, even if the ministry says otherwise.",
    "A series of bombings killed 12 people.",
    "The film is about a fire that killed 12 people.",
    "She was jailed for killing two women.",
    "If the alarm had worked nobody would have been hurt, but 12 people died.",
    "He was charged with the murder of 12 people.",
    "Clarification: the story has been updated to say that 60 people were killed.",
    "Correction: An earlier version misspelled the name of a town in which 60 people were killed.",
    "This article should have said that 60 people were killed.",
    "40 people were killed, and the toll could rise further.",
    "40 people were killed in a quake that could have been predicted.",
    "40 people, who may be named today, were killed.",
    "Forty people were killed as the ship, feared lost, went down.",
    "The mayor fears for the town after 40 people were killed.",
    "He said he could see that 40 people had been killed.",
    "The man, likely drunk, killed 40 people.",
    "The storm killed 40 people and may strengthen.",
    "At least 30 people have been killed in May.",
    "40 people are known to have been killed.",
    "40 people are believed to have been killed.",
    "40 people are reported to have been killed.",
    "40 people were reportedly killed.",
    "He allegedly killed 40 people.",
    "The navy, which will sail in May, deployed 900 marines last week.",
    "The predicted storm killed 40 people.",
    "The man who is to be tried killed 40 people.",
    "40 people were killed, as experts had predicted.",
    "40 people were killed in the planned attack.",
    "The bridge that the town plans to rebuild killed 40 people when it fell.",
    "Next year marks a decade since 40 people were killed.",
    "Ministers will meet after 40 people were killed.",
    "He was found guilty of killing 14 people.",
    "The film-maker's brother was among 14 people killed.",
    "A book about how 14 people were killed won a prize.",
    "An acquitted man was among 14 people killed.",
    "14 people were killed when a gunman tried to flee.",
    "14 people were killed after demands for pay were refused.",
    "The drama ended when police said 14 people had been killed.",
    "14 people were killed as if by a single blow.",
    "14 people were killed in a scene of chaos.",
    "During exercises in the gulf 14 marines were killed.",
    "The game was called off after 14 fans were killed.",
    "14 people were killed, though the plot was foiled elsewhere.",
    "None of the 12 who died was local.",
    "None of the 12 people killed was local.",
    "None of the 12 injured men complained.",
    "No relatives of the 12 people killed were there.",
    "The vaccine came too late to save the 300 children who died.",
    "A rescue that nobody had ordered ended with 14 people killed.",
    "Never before had 14 people died in one night there.",
    "The worst was not over when 14 people were killed.",
    "Not since 1950 have 14 people been killed in a storm there.",
    "He would not say why 14 people were killed.",
    "No one knows why 14 people died.",
    "Nobody could explain how 14 people had been killed.",
    "The firm did not comment after 14 workers were killed.",
    "The bomb, which was not large, killed 14 people.",
    "Unable to swim, 14 people drowned.",
    "Police have no suspects in the killing of 14 people.",
    "There is little doubt that 14 people were killed.",
    "14 people were killed without warning.",
    "The gunman, who had no licence, killed 14 people.",
    "14 people died of a disease that can be prevented.",
    "14 people have died, but the toll is expected to rise.",
    "14 people died in floods that are likely to get worse.",
    "The fire that killed 14 people could have been prevented.",
    "Would-be robbers killed 14 people.",
    "Investigators will ask why 14 people died.",
    "The trial of the man who killed 14 people will begin in May.",
    "A plan to widen the road was dropped after 14 people were killed.",
    "The judge must decide who killed 14 people.",
    "The victims, 14 of whom died, will be named.",
    "If confirmed it would be the worst since 14 people died in 2009.",
    "The drama of the day: 14 people were killed.",
    "14 people died when the drill rig fell.",
    "She wrote a novel after 14 people were killed in her town.",
    "He was sentenced for the murder of 14 people.",
    "The minister expressed sorrow over the death of 14 people.",
    "The government promised help to the families of 14 people killed.",
    "Protesters demand answers over the deaths of 14 people.",
    "The group claimed responsibility for the attack that killed 14 people.",
    "The group threatened more attacks after it killed 14 people.",
    "The army said it would investigate the killing of 14 civilians.",
    "The state will pay the families of the 14 miners who died.",
    "Prosecutors may charge the driver who killed 14 people.",
    "He is to be tried for killing 14 people.",
    "He could face life in prison for killing 14 people.",
    "Police suspect a gang of killing 14 people.",
    "The virus is estimated to have killed 14 people.",
]


@pytest.mark.parametrize("sentence", NEGATED)
def test_negated(sentence: str) -> None:
    assert {figure.factuality for figure in read(sentence)} == {"negated"}


@pytest.mark.parametrize("sentence", POSSIBLE)
def test_possible(sentence: str) -> None:
    assert {figure.factuality for figure in read(sentence)} == {"possible"}


@pytest.mark.parametrize("sentence", PREDICTED)
def test_predicted(sentence: str) -> None:
    assert {figure.factuality for figure in read(sentence)} == {"predicted"}


@pytest.mark.parametrize("sentence", HYPOTHETICAL)
def test_hypothetical(sentence: str) -> None:
    assert {figure.factuality for figure in read(sentence)} == {"hypothetical"}


@pytest.mark.parametrize("sentence", ACTUAL)
def test_actual(sentence: str) -> None:
    assert {figure.factuality for figure in read(sentence)} == {"actual"}


@pytest.mark.parametrize(
    ("sentence", "told"),
    [
        ("Not 40 but 14 people died.", {40: "negated", 14: "actual"}),
        ("14 people died, not the 40 first announced.", {14: "actual", 40: "negated"}),
        ("The toll was not 70 but 17, the mayor said.", {70: "negated", 17: "actual"}),
        ("Police said seven people, not 17, had died.", {7: "actual", 17: "negated"}),
        ("Seven people died instead of 17, police now say.", {7: "actual", 17: "negated"}),
        ("12 people were killed and up to 50 may have drowned.", {12: "actual", 50: "possible"}),
        ("12 people were killed, and 40 more would have died without the alarm.", {12: "actual", 40: "hypothetical"}),
        ("Two men were charged with conspiring to kill 14 judges.", {2: "actual", 14: "hypothetical"}),
    ],
)
def test_each_number_of_a_sentence_has_its_own(sentence: str, told: dict[int, str]) -> None:
    assert {figure.value_high: figure.factuality for figure in read(sentence)} == told


@pytest.mark.parametrize(
    ("sentence", "status"),
    [
        ("The prison denied that 17 inmates had been killed.", "denied"),
        ("It is untrue that 17 inmates were killed, the warden said.", "denied"),
        ("Correction: An earlier version of this article said that 17 inmates were killed.", "denied"),
        ("The rebels say they killed 70 guards, a number that the palace rejects.", "disputed"),
        ("The rebels say they killed 70 guards, which the palace denies.", "disputed"),
        ("Police said that 17 inmates had been killed.", "claimed"),
    ],
)
def test_a_denial_tells_the_status_too(sentence: str, status: str) -> None:
    assert [figure.status for figure in read(sentence)] == [status]


def test_a_note_that_a_number_is_set_right_denies_the_one_before() -> None:
    text = "In our report of Friday we said that 60 climbers had died. The correct figure is six."
    wrong, right = read(text)
    assert (wrong.value_low, wrong.factuality, wrong.status) == (60, "negated", "denied")
    assert (right.value_low, right.factuality) == (6, "actual")
    assert read("In its report of Friday the club said that 60 climbers had died.")[0].factuality == "actual"


def test_who_says_so_is_another_matter() -> None:
    (figure,) = read("Twelve people were killed, police said.")
    assert (figure.factuality, figure.status) == ("actual", "claimed")


def test_a_part_is_no_more_actual_than_its_whole() -> None:
    told = read("None of the 12 guests was hurt, including three children.")
    assert {figure.factuality for figure in told} == {"negated"}


def test_an_article_about_a_work_tells_its_plot_in_the_present_tense() -> None:
    plot = "By nightfall the captain has murdered nine sailors."
    news = "A stage light killed nine actors at the first night."
    for headline, line, told in (
        ("A new opera opens", plot, "hypothetical"),
        ("A new opera opens", news, "actual"),
        ("Mutiny on a freighter", plot, "actual"),
    ):
        whole = article(headline, line, kinds=("headline", "body"))
        assert [figure.factuality for figure in find_figures(whole, [], [], [])] == [told]


def test_a_year_to_come_is_one_after_that_of_the_article() -> None:
    assert [f.factuality for f in read("The curve gives 5,000 deaths by 2055.")] == ["predicted"]
    assert [f.factuality for f in read("The curve gives 5,000 deaths by 2025.")] == ["actual"]


@pytest.mark.parametrize(
    "text",
    [
        "not " * 900 + "12 died",
        "(" * 900 + "none of 12 died",
        "if " * 900 + "12 died",
        "not 12 but " * 200,
        "12 not",
        "no 12",
    ],
)
def test_any_text_is_read(text: str) -> None:
    assert all(figure.factuality in FACTUALITIES for figure in read(text))
