"""Cues that place alone tells: any verb between quotation and name, and names without a verb."""

import pytest

from tests.quoted import quotes, said_by


@pytest.mark.parametrize(
    ("lines", "words", "speaker"),
    [
        (("“The whole roof came down,” gasped Hanne Ruud, who lives next door.",), "whole roof came down", "Ruud"),
        (("“Not a penny more,” Councillor Obi Eze hissed.",), "Not a penny more", "Eze"),
        (("“I could sing it in my sleep,” trilled soprano Elke Baum.",), "sing it in my sleep", "Baum"),
        (("Farmer Jens Aune chirped: “Rain at last.”",), "Rain at last", "Aune"),
        (("“Open the gates!” hollered Sergeant Maria Duarte.",), "Open the gates", "Duarte"),
        (("“It was a slog,” panted runner-up Kofi Mensah after the finish.",), "It was a slog", "Mensah"),
        (("“You have got to laugh,” deadpanned the mayor, Ruth Alder.",), "got to laugh", "Alder"),
        (
            (
                "Ruth Alder came out of the hall.",
                "“They never asked,” she huffed.",
            ),
            "They never asked",
            "Alder",
        ),
        (("“My dog found it first,” crowed retired miner Stig Falk.",), "My dog found it", "Falk"),
        (("“This is our house,” Orla Finn intoned, “and we shall keep it.”",), "This is our house", "Finn"),
        (("“This is our house,” Orla Finn intoned, “and we shall keep it.”",), "and we shall keep it", "Finn"),
        (("“It hurts a lot,” butted in striker Teo Marin.",), "It hurts a lot", "Marin"),
        (("“Where is the ferry?” wailed a passenger.",), "Where is the ferry", "passenger"),
        (("“We have been had,” Norma Quist spluttered.",), "We have been had", "Quist"),
        (("“I thought the sky had fallen in,” shivered Pauline Abbot, who keeps goats.",), "sky had fallen", "Abbot"),
        (("“It's my turn now,” Kwame Osei grinned, raising the cup.",), "my turn now", "Osei"),
        (("“Get that thing away from me!” shrieked pensioner Edna Croft.",), "Get that thing away", "Croft"),
        (("“We've been robbed,” growled Dundee manager Paul Hartwell.",), "been robbed", "Hartwell"),
        (
            (
                "“Come on, then,” he urged.",
                "Nobody moved.",
            ),
            "Come on, then",
            "he",
        ),
        (("Headteacher Lucy Dray sighed: “We can't heat the hall.”",), "heat the hall", "Dray"),
        (("“Oh, I'm over the moon,” gushed winner Rashida Khan, 44.",), "over the moon", "Khan"),
        (("“No comment,” barked the spokesman, before hanging up.",), "No comment", "spokesman"),
        (
            ("“Never in my life,” stammered Judge Ivo Petrak, “have I seen such a thing.”",),
            "Never in my life",
            "Petrak",
        ),
        (
            ("“Never in my life,” stammered Judge Ivo Petrak, “have I seen such a thing.”",),
            "have I seen such a thing",
            "Petrak",
        ),
        (("‘We are not for sale’, shot back chairman Dieter Voss.",), "not for sale", "Voss"),
        (("“They came through the roof,” Amal, 12, whispered.",), "came through the roof", "Amal"),
    ],
)
def test_any_verb_in_the_place_of_a_speakers_verb(lines: tuple[str, ...], words: str, speaker: str) -> None:
    assert speaker in said_by(words, *lines)


@pytest.mark.parametrize(
    ("lines", "words", "speaker"),
    [
        (("Asked Hanne Ruud before the vote: “Who will pay?”",), "Who will pay", "Ruud"),
        (("Said Obi Eze, the club's captain: “We lost our heads.”",), "lost our heads", "Eze"),
        (("Added Elke Baum with a grin: “I would do it again.”",), "do it again", "Baum"),
        (("Bishop Kofi Mensah, in a sermon on Sunday: “The door is open.”",), "The door is open", "Mensah"),
        (("Stig Falk, on the phone from Bergen: “They left without us.”",), "left without us", "Falk"),
        (
            (
                "Eze quoted Ruud as saying “you will be sorry”.",
                "Obi Eze and Hanne Ruud sit on one council.",
            ),
            "you will be sorry",
            "Ruud",
        ),
        (("Hanne Ruud (“I never signed it”) will appear in court on Friday.",), "never signed it", "Ruud"),
        (("The play was praised by critic Obi Eze (“a joy from start to finish”).",), "a joy from start", "Eze"),
        (("Wrote Pauline Abbot in her diary: “The goats are hungry.”",), "goats are hungry", "Abbot"),
        (("Says farmer Kwame Osei: “The rain never came.”",), "rain never came", "Osei"),
        (("According to Edna Croft, 81, “it was like the war again”.",), "like the war again", "Croft"),
        (("Paul Hartwell, speaking after the game: “We were poor.”",), "We were poor", "Hartwell"),
        (("Rashida Khan on her win: “I cried for an hour.”",), "cried for an hour", "Khan"),
        (("For Pauline Abbot, “it is a question of trust”.",), "question of trust", "Abbot"),
        (
            (
                "Osei was quoted by the Herald as saying “we will fight”.",
                "Kwame Osei leads the union.",
            ),
            "we will fight",
            "Osei",
        ),
        (("Asked about the delay, Lucy Dray shrugged: “These things happen.”",), "These things happen", "Dray"),
        (("“The bridge,” the engineer Paul Hartwell explained, “was built in a hurry.”",), "The bridge", "Hartwell"),
        (
            ("“The bridge,” the engineer Paul Hartwell explained, “was built in a hurry.”",),
            "built in a hurry",
            "Hartwell",
        ),
    ],
)
def test_orders_of_name_verb_and_quotation(lines: tuple[str, ...], words: str, speaker: str) -> None:
    assert speaker in said_by(words, *lines)


@pytest.mark.parametrize(
    ("lines", "words", "speaker"),
    [
        (("Peter Quill (“I was asleep at the time”) denies the charge.",), "asleep at the time", "Quill"),
        (("The chef, Leo Stark (“I never measure”), lives in Leeds.",), "I never measure", "Stark"),
        (("“No,” said Vera Lund, “and never will.”",), "No", "Lund"),
        (("“No,” said Vera Lund, “and never will.”",), "and never will", "Lund"),
    ],
)
def test_words_in_brackets_behind_a_name(lines: tuple[str, ...], words: str, speaker: str) -> None:
    assert speaker in said_by(words, *lines)


@pytest.mark.parametrize(
    ("lines", "words", "speaker"),
    [
        (("Senator Hanne Ruud posted on Facebook: “The lake is safe again.”",), "lake is safe again", "Ruud"),
        (("“Back in the pool,” swimmer Teo Marin wrote on Instagram.",), "Back in the pool", "Marin"),
        (("Wrote Mayor Obi Eze on his page: “Bring shovels.”",), "Bring shovels", "Eze"),
        (("“No more waiting,” tweeted singer Elke Baum.",), "No more waiting", "Baum"),
        (
            ("The port opens on Monday, and the first ships are on their way. — Kofi Mensah (@kmensah) June 3, 2025",),
            "first ships",
            "Mensah",
        ),
        (("“We are on our way.” — Kofi Mensah (@kmensah) June 3, 2025",), "on our way", "Mensah"),
        (("In a tweet, Norma Quist said: “Not in my name.”",), "Not in my name", "Quist"),
        (("“Bravo,” Orla Finn commented under the video.",), "Bravo", "Finn"),
        (("Maria Duarte captioned the picture: “Home at last.”",), "Home at last", "Duarte"),
        (("Retweeted Jens Aune: “I was there.”",), "I was there", "Aune"),
        (("Minister Kwame Osei said on Twitter: “The lights are back on.”",), "lights are back on", "Osei"),
        (("“What a night!” striker Leo Stark posted on Instagram after the match.",), "What a night", "Stark"),
        (("Posted Senator Vera Lund: “Vote early.”",), "Vote early", "Lund"),
        (
            (
                "Lucy Dray welcomed the ruling.",
                "A great day for our school and for every child in it.",
                "— Lucy Dray (@lucydray) March 4, 2024",
            ),
            "great day for our school",
            "Dray",
        ),
        (("“Sorry,” wrote actor Peter Quill under the photo.",), "Sorry", "Quill"),
    ],
)
def test_posts(lines: tuple[str, ...], words: str, speaker: str) -> None:
    assert speaker in said_by(words, *lines)


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        (("“The Silent Sea,” painted by Hanne Ruud, hangs in the hall.",), "Silent Sea"),
        (("In “Hamlet,” Jens Aune plays the king.",), "Hamlet"),
        (("“Second Wind” won Maria Duarte a prize.",), "Second Wind"),
        (("The word “slog” frightened Kofi Mensah.",), "slog"),
        (("The mare, “Lucky Penny,” carried Stig Falk home.",), "Lucky Penny"),
        (("“Who Killed the Cat?” starred Elke Baum in 1999.",), "Killed the Cat"),
        (("After “The Long Road,” Teo Marin wrote nothing.",), "Long Road"),
        (("Leo “The Lion” Stark won on points.",), "The Lion"),
        (("The book, “Salt”, sold well. Vera Lund wrote it.",), "Salt"),
        (("The ship, “Vera Lund”, sailed at noon.",), "Vera Lund"),
        (("The song “Too Late?” moved Leo Stark to tears.",), "Too Late"),
        (("Said Business School opened a hall: “Oxford House”.",), "Oxford House"),
        (("The book (“The Last Ferry”) was sold to Hanne Ruud.",), "Last Ferry"),
        (("Hanne Ruud (“The Hawk”) was convicted.",), "The Hawk"),
    ],
)
def test_what_stands_beside_a_name_is_no_speech(lines: tuple[str, ...], words: str) -> None:
    assert all(words not in quote.text for quote in quotes(*lines))
