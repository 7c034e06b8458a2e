"""Posts of networks: those beside the text, and those that the text speaks of."""

import pytest

from tests.unit.transforms.strip.invented_article import FIFTH, FIRST, FOURTH, HEADLINE, SECOND, THIRD, between, kinds

SIGNATURE = "— Tide Watcher (@tidewatcher_7) March 5, 2026"


@pytest.mark.parametrize(
    "lines",
    [
        ("Stone is stone. Build it! — Tide Watcher (@tidewatcher_7) March 5, 2026",),
        ("Stone is stone. Build it!", SIGNATURE),
        ("Nothing but sand left on the beach this morning.", "– Coastline Daily (@coastline.daily) 5 March 2026"),
        ("The quay at high water, nine o'clock. pic.twitter.com/Qm4xWz81Ab", "--Nan Alder 🌊 (@nanalder)"),
        ("BREAKING: Quay Street is shut again…", "— MarshNews (@marshnews) March 5, 2026"),
        ("🌊 The wall again.", "It will be worse by noon.", "Stay away, all of you https://t.co/Ab3dEf9h", SIGNATURE),
        ("1/ A thread on walls. @harbourboard", "2/ They fall.", SIGNATURE),
        ("Das ist keine Mauer mehr. — Küstenwache (@kuestenwache_n) March 5, 2026",),
        ("View this post on Instagram", "Low tide, long shadows.", "A post shared by Kit Moor (@kit.moor)"),
        ("Ha ha. — tall ship of fools 🚢 (@fools_at_sea) March 5, 2026", "No. — Gull 9 (@gull9) March 5, 2026"),
    ],
)
def test_a_post_that_the_text_does_not_speak_of_stands_beside_it(lines: tuple[str, ...]) -> None:
    found = between(*lines)
    own = [kind for line, kind in zip(lines, found, strict=True) if not line.startswith("View this post")]
    assert own == ["embed"] * len(own)


@pytest.mark.parametrize(
    ("before", "line", "after"),
    [
        ("The harbour master answered within the hour:", f"We are on it. {SIGNATURE}", FOURTH),
        (
            "Some of the traders were angrier on Twitter than they had been at the inquiry.",
            f"Shame. {SIGNATURE}",
            FOURTH,
        ),
        (THIRD, "Stone is on its way. — Bernard Fernsby (@mayor_fernsby) March 5, 2026", FOURTH),
        (THIRD, f"We sold the last stone in May. {SIGNATURE}", "The company has since deleted what it posted."),
        (THIRD, "The lamp (@ the far end of the quay) was lit again on Monday.", FOURTH),
        (THIRD, "She signs her letters with a dash - Nan Alder (aged 9) - and a drawing of a gull.", FOURTH),
    ],
)
def test_a_post_that_the_text_speaks_of_is_text(before: str, line: str, after: str) -> None:
    assert kinds(HEADLINE, FIRST, SECOND, before, line, after, FIFTH)[3:6] == ["body"] * 3


def test_in_an_article_about_posts_all_are_text() -> None:
    posts = (f"Sand. {SIGNATURE}", "Just sand. — Gull 9 (@gull9) March 5, 2026")
    told = ("The tweet was seen by thousands.", "Others tweeted pictures.", "The mayor has left Twitter since.")
    assert kinds(HEADLINE, FIRST, SECOND, *told[:1], THIRD, *posts, FOURTH, *told[1:])[5:7] == ["body"] * 2


def test_a_paragraph_above_a_post_of_two_lines_stays() -> None:
    assert between("The road stays shut.", "Stone is stone.", SIGNATURE) == ["body", "embed", "embed"]


def test_a_picture_without_words_takes_no_paragraph_along() -> None:
    assert between("The road stays shut.", "A post shared by Kit Moor (@kit.moor)")[0] == "body"


def test_the_markup_tells_the_lines_of_a_post() -> None:
    post = ["The road is gone.", "The wall is gone.", "So is the ferry.", SIGNATURE]
    page = [HEADLINE, FIRST, SECOND, THIRD, *post, FOURTH, FIFTH]
    assert kinds(*page, posts=post)[4:-2] == ["embed"] * 4
    assert kinds(*page)[4:-2] == ["body", "body", "embed", "embed"]
