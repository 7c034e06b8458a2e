"""What desks do to a text of somebody else's, and texts that are alike and yet no copies; all words are our own."""

import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path

Text = list[str]
"""The paragraphs of an article."""

SAMPLE = Path(__file__).parents[1] / "corpus" / "sample"
PROSE_CHARACTERS = 80
"""Shortest line that is taken for a paragraph of an article of the sample: shorter ones belong to its page."""

FILLERS = ("also", "later", "now", "recently", "once", "still", "then", "mostly")
SPELLINGS = {"labor": "labour", "center": "centre", "organis": "organiz", "per cent": "percent", "harbour": "harbor"}
LOCAL = (
    "In Oxley Bridge the council put the matter on the list for its next meeting, its clerk said.",
    '"We heard of it at the market," said the mayor of Oxley Bridge, who had come to open the swimming bath.',
    "Two shops on the High Street of Oxley Bridge stayed shut for the morning.",
)


MATTERS = (
    "alpenblick-english/glacier-survey.txt", "coral-coast-today/2026-03-20/costa-verena-fuel.txt",
    "harbour-courier/2026-03-10-fraud-trial.txt", "jacaranda-ledger/measles-campaign.txt",
    "kestrel-post/2026-03-14/cave-bats-study.txt", "meridian-wire/2026/03/16/ruvenia-earthquake.txt",
    "northbridge-gazette/library-hours-vote.txt", "tradewind-business/20260318-central-bank-holds-rates.txt",
)  # fmt: skip
"""Articles of the sample on as many matters, each of another outlet."""


@cache
def originals() -> list[Text]:
    """These articles as paragraphs, without their headlines."""
    texts = [(SAMPLE / name).read_text("utf8").split("\n")[1:] for name in MATTERS]
    return [[line for line in lines if len(line) >= PROSE_CHARACTERS] for lines in texts]


def words(text: Text) -> int:
    return sum(len(line.split()) for line in text)


def sentences(line: str) -> list[str]:
    return re.split(r'(?<=[.!?"”]) (?=[A-Z“"])', line)


def with_dateline(text: Text, chance: random.Random) -> Text:
    return [f"OXLEY BRIDGE, May {chance.randint(1, 28)} (Northern Wire) — {text[0]}", *text[1:]]


def reworded(text: Text, chance: random.Random) -> Text:
    def word(written: str) -> str:
        return chance.choice(FILLERS) if chance.random() < 0.03 else written

    return [" ".join(map(word, line.split())) for line in text]


def merged(text: Text, chance: random.Random) -> Text:
    size = chance.choice((2, 3))
    return [" ".join(text[n : n + size]) for n in range(0, len(text), size)]


def split(text: Text, chance: random.Random) -> Text:
    del chance
    return [sentence for line in text for sentence in sentences(line)]


def cut_at_the_end(text: Text, chance: random.Random) -> Text:
    kept = max(60, words(text) * chance.uniform(0.35, 0.7))
    return [line for n, line in enumerate(text) if words(text[:n]) < kept]


def cut_in_the_middle(text: Text, chance: random.Random) -> Text:
    first = 1 + len(text) // 4
    return text[:first] + text[first + max(1, int(len(text) * chance.uniform(0.15, 0.4))) :]


def in_house_style(text: Text, chance: random.Random) -> Text:
    marks = chance.choice(("“”", "‘’", '""'))
    for one, other in SPELLINGS.items():
        text = [line.replace(one, other) for line in text]
    return [re.sub('["“]([^"“”]*)["”]', rf"{marks[0]}\1{marks[1]}", line).replace("'", "’") for line in text]


def localised(text: Text, chance: random.Random) -> Text:
    own = chance.sample(LOCAL, 2)
    middle = len(text) // 2
    return [own[0], *text[:middle], own[1], *text[middle:]]


def framed(text: Text, chance: random.Random) -> Text:
    del chance
    before = "The report below is by our partners at the Northern Wire. Our own desk has shortened its headline."
    return [before, *text, "With additional reporting by our own staff. Tell the desk what you think of it."]


def corrected(text: Text, chance: random.Random) -> Text:
    del chance
    return [re.sub(r"\d+", lambda found: str(int(found[0]) + 3), text[0], count=1), *text[1:]]


def cut_and_localised(text: Text, chance: random.Random) -> Text:
    return localised(in_house_style(cut_at_the_end(text, chance), chance), chance)


EDITS: tuple[Callable[[Text, random.Random], Text], ...] = (
    with_dateline, reworded, merged, split, cut_at_the_end, cut_in_the_middle, in_house_style, localised, framed,
    corrected, cut_and_localised,
)  # fmt: skip


def follow_up(text: Text, background: Text, share: float) -> Text:
    """Returns a text that goes on with paragraphs of an earlier one, up to a share of its words."""
    room = words(text) * share / (1 - share)
    return text + [line for n, line in enumerate(background) if words(background[: n + 1]) <= room]


def quoting(text: Text, statement: Text) -> Text:
    """Returns a text with a statement by somebody in its middle."""
    middle = (len(text) + 1) // 2
    return [*text[:middle], *(f"“{line}”" for line in statement), *text[middle:]]


def _weather(chance: random.Random) -> Text:
    return [
        f"Expect a high of {chance.randint(4, 38)} degrees in {_town(chance)} on {_day(chance)}, the met office says.",
        f"Gusts from the {chance.choice(('north', 'south', 'west'))} may reach {chance.randint(10, 90)} kilometres an "
        f"hour, and {chance.randint(1, 40)} millimetres of rain could come down before midnight, most of it inland.",
        f"Anyone who wants to sail off {_town(chance)} should ring the harbour office on {_day(chance)} first.",
    ]


def _quake(chance: random.Random) -> Text:
    return [
        f"An earthquake of magnitude {_tenths(chance, 3, 7)} was recorded {chance.randint(3, 90)} kilometres from "
        f"{_town(chance)} at {chance.randint(1, 12)}.{chance.randint(10, 59)} on {_day(chance)}, the survey said.",
        f"Its centre lay {chance.randint(2, 80)} kilometres under the ground. In the past month the stations of the "
        f"survey recorded {chance.randint(1, 70)} quakes of magnitude three or more in the region.",
        "People who felt it can tell the survey on its website. This report was written from data by a program.",
    ]


def _exchange(chance: random.Random) -> Text:
    return [
        f"The index of the {_town(chance)} exchange ended {_day(chance)} at {chance.randint(900, 9000)} points, "
        f"{_tenths(chance, 0, 3)} per cent {chance.choice(('higher', 'lower'))} than the day before.",
        f"Turnover came to {_tenths(chance, 1, 9)} billion crowns. {_name(chance)} gained {_tenths(chance, 1, 9)} per "
        f"cent, while {_name(chance)} lost {_tenths(chance, 1, 9)} per cent after its results.",
        "Prices are delayed by a quarter of an hour. What shares did in the past says nothing about the future.",
    ]


def _match(chance: random.Random) -> Text:
    home, away = _town(chance), _town(chance)
    return [
        f"{_name(chance)} made {chance.randint(12, 40)} points as {home} won {chance.randint(80, 120)} to "
        f"{chance.randint(50, 79)} against {away} on {_day(chance)}.",
        f"{_name(chance)} added {chance.randint(8, 25)} points for {home}, which led by {chance.randint(4, 30)} at "
        f"the break and has won {chance.randint(2, 20)} games. {_name(chance)} had {chance.randint(8, 30)} for {away}.",
        "The coach praised his defence, and said that the team would go on taking one game after the other.",
    ]


def _jobless(chance: random.Random) -> Text:
    return [
        f"In {_town(chance)} {_tenths(chance, 3, 12)} per cent of the workforce were out of work in the month, after "
        f"{_tenths(chance, 3, 12)} per cent in the one before, the labour office said on {_day(chance)}.",
        f"It counted {chance.randint(1, 60)},{chance.randint(100, 999)} people without a job and "
        f"{chance.randint(100, 9000)} open posts. Those who are in training or ill are left out of the count.",
        "The office publishes its figures on the last working day of each month, those of the regions a week later.",
    ]


def _accident(chance: random.Random) -> Text:
    return [
        f"Police in {_town(chance)} ask for witnesses of a crash in {_name(chance)} Street on {_day(chance)}.",
        f"A {chance.randint(18, 88)}-year-old from {_town(chance)} was taken to the {_name(chance)} Hospital after a "
        f"car had left the road at about {chance.randint(1, 12)}.{chance.randint(10, 59)} and hit a wall.",
        f"Whoever saw it or has pictures should ring the station and give the number {chance.randint(1000, 9999)}, or "
        "write to its office, which also takes what people want to tell without their name.",
    ]


TEMPLATES: tuple[Callable[[random.Random], Text], ...] = (_weather, _quake, _exchange, _match, _jobless, _accident)


def _town(chance: random.Random) -> str:
    return chance.choice(("Oxley Bridge", "Tarn", "Port Hessel", "Vimmerby", "Lower Quay", "Stanmoor", "Ardle"))


def _name(chance: random.Random) -> str:
    return chance.choice(("Marlowe", "Quist", "Varga", "Brask", "Onslow", "Amadi", "Ferrer", "Nakata"))


def _day(chance: random.Random) -> str:
    return chance.choice(("Monday", "Tuesday", "Wednesday", "Thursday", "Friday"))


def _tenths(chance: random.Random, low: int, high: int) -> str:
    return f"{chance.uniform(low, high):.1f}"
