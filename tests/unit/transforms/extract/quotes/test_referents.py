"""Whom a pronoun or a description means."""

import pytest

from tests.quoted import said_by


@pytest.mark.parametrize(
    ("lines", "words", "speaker"),
    [
        (
            (
                "Hanne Ruud and her husband Ole Ruud opened the shop in May.",
                "“We sold out at noon,” she said.",
                "“I only carry boxes,” he said.",
            ),
            "sold out at noon",
            "Hanne",
        ),
        (
            (
                "Hanne Ruud and her husband Ole Ruud opened the shop in May.",
                "“We sold out at noon,” she said.",
                "“I only carry boxes,” he said.",
            ),
            "only carry boxes",
            "Ole",
        ),
        (
            (
                "Captain Obi Eze, a man in a hurry, thanked Lena Holt, the only woman on the board.",
                "“I owe him nothing,” she said.",
            ),
            "owe him nothing",
            "Holt",
        ),
        (
            (
                "Kofi Mensah lost his wife, Ama, in the flood.",
                "“She never learned to swim,” he recalled.",
            ),
            "never learned to swim",
            "Mensah",
        ),
        (
            (
                "Mr Jens Aune taught Ms Elke Baum to sail.",
                "“I was afraid of the water,” she said.",
            ),
            "afraid of the water",
            "Baum",
        ),
        (
            (
                "Actress Orla Finn will play opposite Teo Marin.",
                "“I am too old for this,” he joked.",
                "“I am not,” she replied.",
            ),
            "too old for this",
            "Marin",
        ),
        (
            (
                "Actress Orla Finn will play opposite Teo Marin.",
                "“I am too old for this,” he joked.",
                "“I am not,” she replied.",
            ),
            "I am not",
            "Finn",
        ),
        (
            (
                "Beltane Foods will close two plants.",
                "“The decision was hard,” it said in a statement.",
            ),
            "decision was hard",
            "Beltane",
        ),
        (
            (
                "Norma Quist and her son Stig Quist run the mill.",
                "“He does the heavy work,” she said.",
            ),
            "does the heavy work",
            "Norma",
        ),
        (
            (
                "Sister Maria Duarte visited Father Kofi Mensah in hospital.",
                "“He slept all day,” she said.",
            ),
            "slept all day",
            "Duarte",
        ),
        (
            (
                "Ruth Alder was the first woman to lead the party. She beat Obi Eze, a former policeman.",
                "“I had no chance,” he admitted.",
            ),
            "had no chance",
            "Eze",
        ),
        (
            (
                "King Harald met Queen Sofia in Oslo.",
                "“We spoke about the sea,” she said.",
            ),
            "spoke about the sea",
            "Sofia",
        ),
        (
            (
                "Robin Vale was seen at the port.",
                "“I only carry boxes,” he said.",
            ),
            "only carry boxes",
            "Vale",
        ),
        (
            (
                "Rashida Khan and her daughter Leila Khan run a bakery.",
                "“Mum does the cakes,” she said.",
            ),
            "does the cakes",
            "Khan",
        ),
        (
            (
                "Paul Hartwell and his wife Jean Hartwell bought the farm in 1990.",
                "“It was a ruin,” he said.",
                "“I cried when I saw it,” she said.",
            ),
            "It was a ruin",
            "Paul",
        ),
        (
            (
                "Paul Hartwell and his wife Jean Hartwell bought the farm in 1990.",
                "“It was a ruin,” he said.",
                "“I cried when I saw it,” she said.",
            ),
            "cried when I saw it",
            "Jean",
        ),
        (
            (
                "Judge Ivo Petrak fined Lady Cynthia Moore for speeding.",
                "“I was late for church,” she told the court.",
            ),
            "late for church",
            "Moore",
        ),
        (
            (
                "Chancellor Edna Croft, the first woman to hold the office, greeted President Kwame Osei.",
                "“Let us begin,” she said.",
                "“With pleasure,” he answered.",
            ),
            "Let us begin",
            "Croft",
        ),
        (
            (
                "Chancellor Edna Croft, the first woman to hold the office, greeted President Kwame Osei.",
                "“Let us begin,” she said.",
                "“With pleasure,” he answered.",
            ),
            "With pleasure",
            "Osei",
        ),
        (
            (
                "Pauline Abbot buried her son, Mark, on Friday.",
                "“He loved those goats,” she said.",
            ),
            "loved those goats",
            "Abbot",
        ),
        (
            (
                "Westmere Council has closed the road.",
                "“Safety comes first,” it said.",
            ),
            "Safety comes first",
            "Westmere",
        ),
        (
            (
                "Nurse Amal Haddad looked after Mr Peter Quill for a month.",
                "“She never left me,” he said.",
            ),
            "She never left me",
            "Quill",
        ),
        (
            (
                "Comedian Leo Stark and ballerina Vera Lund will host the show.",
                "“I will try not to fall,” he quipped.",
                "“So will I,” she added.",
            ),
            "try not to fall",
            "Stark",
        ),
        (
            (
                "Comedian Leo Stark and ballerina Vera Lund will host the show.",
                "“I will try not to fall,” he quipped.",
                "“So will I,” she added.",
            ),
            "So will I",
            "Lund",
        ),
    ],
)
def test_a_pronoun_means_whom_it_fits(lines: tuple[str, ...], words: str, speaker: str) -> None:
    assert speaker in said_by(words, *lines)


@pytest.mark.parametrize(
    ("lines", "words", "speaker"),
    [
        (
            (
                "Bellmore coach Obi Eze quit on Friday.",
                "The 47-year-old said: “I am worn out.”",
            ),
            "I am worn out",
            "Eze",
        ),
        (
            (
                "Hanne Ruud came home from the camp on Sunday.",
                "“I want to sleep in my own bed,” the mother of four said.",
            ),
            "my own bed",
            "Ruud",
        ),
        (
            (
                "Stig Falk won the downhill race by a second.",
                "“My skis did the work,” the 19-year-old said.",
            ),
            "skis did the work",
            "Falk",
        ),
        (
            (
                "Transport Secretary Elke Baum opened the tunnel.",
                "“Trains will run by May,” the secretary pledged.",
            ),
            "Trains will run by May",
            "Baum",
        ),
        (
            (
                "Beltane Foods is to close two plants.",
                "“We have no choice,” the company said.",
            ),
            "no choice",
            "Beltane",
        ),
        (
            (
                "The University of Sarn has cut its fees.",
                "“We want every child to come,” the university said.",
            ),
            "every child to come",
            "Sarn",
        ),
        (
            (
                "Norma Quist, a retired teacher, lost her house.",
                "“It burned in an hour,” the teacher said.",
            ),
            "burned in an hour",
            "Quist",
        ),
        (("“It smelled of gas,” said a neighbour who asked not to be named.",), "smelled of gas", "neighbour"),
        (("“All trains are on time,” a station spokeswoman said.",), "trains are on time", "spokeswoman"),
        (
            (
                "Kofi Mensah was freed after a year.",
                "“I never lost hope,” the former hostage said.",
            ),
            "never lost hope",
            "Mensah",
        ),
        (
            (
                "Maria Duarte is the new bishop of Sarn.",
                "“I am full of joy,” the new bishop said.",
            ),
            "full of joy",
            "Duarte",
        ),
        (
            (
                "Dundee boss Paul Hartwell walked out on Tuesday.",
                "“I gave my all,” the 58-year-old told reporters.",
            ),
            "I gave my all",
            "Hartwell",
        ),
        (
            (
                "Education Minister Kwame Osei toured the school.",
                "“Books are on their way,” the minister vowed.",
            ),
            "Books are on their way",
            "Osei",
        ),
        (
            (
                "Lucy Dray was cleared of fraud on Monday.",
                "“I can breathe again,” the mother-of-two said.",
            ),
            "breathe again",
            "Dray",
        ),
        (
            (
                "Brightwell Water has been fined.",
                "“We accept the ruling,” the firm said in a statement.",
            ),
            "accept the ruling",
            "Brightwell",
        ),
        (
            (
                "Ivo Petrak, a judge for 20 years, will retire.",
                "“My back hurts,” the judge admitted.",
            ),
            "My back hurts",
            "Petrak",
        ),
        (("“I just ran,” said a man who gave his name as Tom.",), "I just ran", "Tom"),
        (("“It is too early to say,” a police spokeswoman said.",), "too early to say", "spokeswoman"),
    ],
)
def test_a_description_means_whom_the_text_has_named(lines: tuple[str, ...], words: str, speaker: str) -> None:
    assert speaker in said_by(words, *lines)


@pytest.mark.parametrize(
    ("lines", "words", "other"),
    [
        (
            (
                "Mrs Hanne Ruud opened the shop in May.",
                "“I only carry boxes,” he said.",
            ),
            "only carry boxes",
            "Ruud",
        ),
        (
            (
                "Mrs Hanne Ruud opened the shop in May.",
                "“I only carry boxes,” the father of three said.",
            ),
            "only carry boxes",
            "Ruud",
        ),
        (
            (
                "Hanne Ruud met a nurse in the camp.",
                "“I want to sleep,” the nurse said.",
            ),
            "I want to sleep",
            "Ruud",
        ),
        (
            (
                "Hanne Ruud visited Beltane Foods on Monday.",
                "“We have no choice,” the company said.",
            ),
            "no choice",
            "Ruud",
        ),
    ],
)
def test_words_is_not_of_somebody_else(lines: tuple[str, ...], words: str, other: str) -> None:
    assert other not in said_by(words, *lines)
