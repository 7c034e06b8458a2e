"""Who is he and who is she."""

import pytest

from tests.quoted import spoken


@pytest.mark.parametrize(
    ("lines", "words", "speaker", "gender"),
    [
        (
            (
                "Hanne Ruud and her husband Ole Ruud opened the shop in May.",
                "“We sold out at noon,” she said.",
                "“I only carry boxes,” he said.",
            ),
            "sold out at noon",
            "Hanne",
            "female",
        ),
        (
            (
                "Hanne Ruud and her husband Ole Ruud opened the shop in May.",
                "“We sold out at noon,” she said.",
                "“I only carry boxes,” he said.",
            ),
            "only carry boxes",
            "Ole",
            "male",
        ),
        (
            (
                "Captain Obi Eze, a man in a hurry, thanked Lena Holt, the only woman on the board.",
                "“I owe him nothing,” she said.",
            ),
            "owe him nothing",
            "Holt",
            "female",
        ),
        (
            (
                "Kofi Mensah lost his wife, Ama, in the flood.",
                "“She never learned to swim,” he recalled.",
            ),
            "never learned to swim",
            "Mensah",
            "male",
        ),
        (
            (
                "Mr Jens Aune taught Ms Elke Baum to sail.",
                "“I was afraid of the water,” she said.",
            ),
            "afraid of the water",
            "Baum",
            "female",
        ),
        (
            (
                "Actress Orla Finn will play opposite Teo Marin.",
                "“I am too old for this,” he joked.",
                "“I am not,” she replied.",
            ),
            "too old for this",
            "Marin",
            "male",
        ),
        (
            (
                "Actress Orla Finn will play opposite Teo Marin.",
                "“I am too old for this,” he joked.",
                "“I am not,” she replied.",
            ),
            "I am not",
            "Finn",
            "female",
        ),
        (
            (
                "Norma Quist and her son Stig Quist run the mill.",
                "“He does the heavy work,” she said.",
            ),
            "does the heavy work",
            "Norma",
            "female",
        ),
        (
            (
                "Sister Maria Duarte visited Father Kofi Mensah in hospital.",
                "“He slept all day,” she said.",
            ),
            "slept all day",
            "Duarte",
            "female",
        ),
        (
            (
                "Ruth Alder was the first woman to lead the party. She beat Obi Eze, a former policeman.",
                "“I had no chance,” he admitted.",
            ),
            "had no chance",
            "Eze",
            "male",
        ),
        (
            (
                "King Harald met Queen Sofia in Oslo.",
                "“We spoke about the sea,” she said.",
            ),
            "spoke about the sea",
            "Sofia",
            "female",
        ),
        (
            (
                "Robin Vale was seen at the port.",
                "“I only carry boxes,” he said.",
            ),
            "only carry boxes",
            "Vale",
            "male",
        ),
        (
            (
                "Rashida Khan and her daughter Leila Khan run a bakery.",
                "“Mum does the cakes,” she said.",
            ),
            "does the cakes",
            "Khan",
            "female",
        ),
        (
            (
                "Paul Hartwell and his wife Jean Hartwell bought the farm in 1990.",
                "“It was a ruin,” he said.",
                "“I cried when I saw it,” she said.",
            ),
            "It was a ruin",
            "Paul",
            "male",
        ),
        (
            (
                "Paul Hartwell and his wife Jean Hartwell bought the farm in 1990.",
                "“It was a ruin,” he said.",
                "“I cried when I saw it,” she said.",
            ),
            "cried when I saw it",
            "Jean",
            "female",
        ),
        (
            (
                "Judge Ivo Petrak fined Lady Cynthia Moore for speeding.",
                "“I was late for church,” she told the court.",
            ),
            "late for church",
            "Moore",
            "female",
        ),
        (
            (
                "Chancellor Edna Croft, the first woman to hold the office, greeted President Kwame Osei.",
                "“Let us begin,” she said.",
                "“With pleasure,” he answered.",
            ),
            "Let us begin",
            "Croft",
            "female",
        ),
        (
            (
                "Chancellor Edna Croft, the first woman to hold the office, greeted President Kwame Osei.",
                "“Let us begin,” she said.",
                "“With pleasure,” he answered.",
            ),
            "With pleasure",
            "Osei",
            "male",
        ),
        (
            (
                "Pauline Abbot buried her son, Mark, on Friday.",
                "“He loved those goats,” she said.",
            ),
            "loved those goats",
            "Abbot",
            "female",
        ),
        (
            (
                "Nurse Amal Haddad looked after Mr Peter Quill for a month.",
                "“She never left me,” he said.",
            ),
            "She never left me",
            "Quill",
            "male",
        ),
        (
            (
                "Comedian Leo Stark and ballerina Vera Lund will host the show.",
                "“I will try not to fall,” he quipped.",
                "“So will I,” she added.",
            ),
            "try not to fall",
            "Stark",
            "male",
        ),
        (
            (
                "Comedian Leo Stark and ballerina Vera Lund will host the show.",
                "“I will try not to fall,” he quipped.",
                "“So will I,” she added.",
            ),
            "So will I",
            "Lund",
            "female",
        ),
        (
            (
                "Hanne Ruud came home from the camp on Sunday.",
                "“I want to sleep in my own bed,” the mother of four said.",
            ),
            "my own bed",
            "Ruud",
            "female",
        ),
        (
            (
                "Norma Quist, a retired teacher, lost her house.",
                "“It burned in an hour,” the teacher said.",
            ),
            "burned in an hour",
            "Quist",
            "female",
        ),
        (("“All trains are on time,” a station spokeswoman said.",), "trains are on time", "spokeswoman", "female"),
        (
            (
                "Lucy Dray was cleared of fraud on Monday.",
                "“I can breathe again,” the mother-of-two said.",
            ),
            "breathe again",
            "Dray",
            "female",
        ),
        (("“It is too early to say,” a police spokeswoman said.",), "too early to say", "spokeswoman", "female"),
        (
            (
                "The tape was played to the jury.",
                "MR HOLT: Where were you?",
                "MRS BAUM: I was in the kitchen.",
                "MR HOLT: Alone?",
                "MRS BAUM: With my sister.",
            ),
            "in the kitchen",
            "BAUM",
            "female",
        ),
    ],
)
def test_gender_is_what_the_article_shows(lines: tuple[str, ...], words: str, speaker: str, gender: str) -> None:
    assert (gender, True) in [(quote.gender, speaker in str(quote.speaker)) for quote in spoken(words, *lines)]


@pytest.mark.parametrize(
    "line",
    [
        "“The mill is closed,” said Maria Duarte.",
        "“The mill is closed,” said Peter Quill, a miller.",
        "“The mill is closed,” said Peter Quill, the woman's lawyer.",
        "“The mill is closed,” said Maria Duarte, a man said.",
        "“The mill is closed,” said Norman Quill.",
        "“The mill is closed,” the company said.",
    ],
)
def test_a_given_name_tells_nothing(line: str) -> None:
    assert {quote.gender for quote in spoken("mill is closed", line)} == {None}
