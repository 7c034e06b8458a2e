"""Interviews, transcripts and posts: speech without quotation marks."""

import pytest

from tests.quoted import quotes, said_by


@pytest.mark.parametrize(
    ("lines", "words", "speaker"),
    [
        (
            (
                "Judge Hanne Ruud talked to the Herald about the court.",
                "The Herald: Why now?",
                "Hanne Ruud: We have waited for ten years.",
                "The Herald: And then?",
                "Ruud: The court will sit in spring.",
            ),
            "waited for ten years",
            "Ruud",
        ),
        (
            (
                "Judge Hanne Ruud talked to the Herald about the court.",
                "The Herald: Why now?",
                "Hanne Ruud: We have waited for ten years.",
                "The Herald: And then?",
                "Ruud: The court will sit in spring.",
            ),
            "sit in spring",
            "Ruud",
        ),
        (
            (
                "Baker Obi Eze took our questions.",
                "Q: When do you get up?",
                "A: At two, every day of the week.",
                "Q: Why?",
                "A: The bread will not wait.",
            ),
            "At two, every day",
            "Eze",
        ),
        (
            (
                "Baker Obi Eze took our questions.",
                "Q: When do you get up?",
                "A: At two, every day of the week.",
                "Q: Why?",
                "A: The bread will not wait.",
            ),
            "bread will not wait",
            "Eze",
        ),
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
        ),
        (
            (
                "The tape was played to the jury.",
                "MR HOLT: Where were you?",
                "MRS BAUM: I was in the kitchen.",
                "MR HOLT: Alone?",
                "MRS BAUM: With my sister.",
            ),
            "With my sister",
            "BAUM",
        ),
        (
            (
                "Striker Teo Marin looks back on the season.",
                "Echo: Were you hurt?",
                "Marin: My back was bad from March on.",
            ),
            "My back was bad",
            "Marin",
        ),
        (
            (
                "Elke Baum spoke to our reporter.",
                "Reporter: Will you stand again?",
                "Baum: I will not.",
            ),
            "I will not",
            "Baum",
        ),
        (
            (
                "THE COURT: Please sit down.",
                "THE WITNESS: I would rather stand.",
            ),
            "rather stand",
            "WITNESS",
        ),
        (
            (
                "Gardening with Norma Quist",
                "Question: What grows here?",
                "Answer: Nothing but thistles.",
            ),
            "Nothing but thistles",
            "Quist",
        ),
        (("Norma Quist: Prices must fall before the winter",), "Prices must fall", "Quist"),
        (
            (
                "Senator Orla Finn was on the air on Sunday.",
                "HOST: Is it over?",
                "FINN: It has just begun.",
                "HOST: Thank you.",
                "FINN: Any time.",
            ),
            "just begun",
            "FINN",
        ),
        (
            (
                "Jens Aune, 60, builds boats.",
                "How did it start?",
                "Aune: My father built them.",
            ),
            "My father built them",
            "Aune",
        ),
        (
            (
                "Author Vera Lund spoke to The Mirror of Days about her new book.",
                "Mirror: Is it about you?",
                "Lund: It is about my aunt.",
                "Mirror: Did she like it?",
                "Lund: She threw it in the river.",
            ),
            "about my aunt",
            "Lund",
        ),
        (
            (
                "Author Vera Lund spoke to The Mirror of Days about her new book.",
                "Mirror: Is it about you?",
                "Lund: It is about my aunt.",
                "Mirror: Did she like it?",
                "Lund: She threw it in the river.",
            ),
            "threw it in the river",
            "Lund",
        ),
        (
            (
                "Chef Leo Stark on soup",
                "Q. What is your secret?",
                "A. Salt, and time.",
            ),
            "Salt, and time",
            "Stark",
        ),
        (
            (
                "MR QUILL: You were there?",
                "DR HADDAD: I was on duty that night.",
                "MR QUILL: Until when?",
                "DR HADDAD: Until six.",
            ),
            "on duty that night",
            "HADDAD",
        ),
        (
            (
                "MR QUILL: You were there?",
                "DR HADDAD: I was on duty that night.",
                "MR QUILL: Until when?",
                "DR HADDAD: Until six.",
            ),
            "Until six",
            "HADDAD",
        ),
        (
            (
                "Interviewer: How are you, Mr Quill?",
                "Peter Quill: I am well, thank you.",
            ),
            "I am well",
            "Quill",
        ),
        (
            (
                "Ten questions for Amal Haddad",
                "What do you eat?",
                "Haddad: Lentils, every day.",
            ),
            "Lentils, every day",
            "Haddad",
        ),
    ],
)
def test_labels_name_the_speaker(lines: tuple[str, ...], words: str, speaker: str) -> None:
    assert speaker in said_by(words, *lines)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("Update: The road is open again.",), "road is open"),
        (
            (
                "Time: 8pm",
                "Place: The old mill is where we meet.",
            ),
            "where we meet",
        ),
        (("Score: Teo Marin 3, Obi Eze 2",), "Obi Eze 2"),
        (
            (
                "Ingredients: two eggs",
                "Method: Beat the eggs until they are stiff.",
            ),
            "until they are stiff",
        ),
        (
            (
                "A: The first road is closed.",
                "B: The second road is open.",
            ),
            "first road",
        ),
    ],
)
def test_what_stands_behind_a_heading_is_no_speech(lines: tuple[str, ...], words: str) -> None:
    assert all(words not in quote.text for quote in quotes(*lines))


def test_a_signature_names_who_posts() -> None:
    lines = (
        "Lena Holt welcomed the vote.",
        "A good day for the whole of the valley.",
        "— Lena Holt (@lholt) May 1, 2024",
    )
    assert "Lena Holt" in said_by("good day", *lines)
    assert said_by("welcomed", *lines) == ""


def test_each_line_of_an_embedded_post_is_of_its_author() -> None:
    lines = ("The vote was close.", "A good day.", "A very good day indeed.", "— Lena Holt (@lholt) May 1, 2024")
    found = quotes(*lines, kinds=("body", "embed", "embed", "embed"))
    assert [(q.text, q.speaker) for q in found] == [(line, "Lena Holt") for line in lines[1:3]]


def test_a_short_label_is_the_person_named_in_full() -> None:
    lines = ("Judge Hanne Ruud talks.", "Herald: Why now?", "Ruud: We have waited.", "Herald: And?", "Ruud: We go on.")
    assert [q.entity for q in quotes(*lines) if "waited" in q.text] == ["Hanne Ruud"]


def test_i_and_we_in_a_turn_are_its_speaker() -> None:
    lines = (
        "Judge Hanne Ruud talks.",
        "Q: Why now?",
        "A: I told the mayor that we would wait.",
        "Q: And?",
        "A: We go on.",
    )
    assert said_by("told the mayor", *lines) == "Hanne Ruud"
