from tests.telling import Reckoned, stories
from transforms.relate.threads import tell_threads

SINKING = {"merrow": 1.5, "sink": 1.0, "ferry": 1.0, "tolvan": 1.2, "captain": 0.6}


def other(n: int) -> Reckoned:
    return Reckoned(f"other {n}", n % 30, {f"x{n}": 1.0, f"x{n + 1}": 1.0, "say": 0.5, f"y{n % 9}": 0.4})


def threads(*articles: Reckoned) -> set[frozenset[str]]:
    names = {article.name for article in articles}
    found = stories([*articles, *map(other, range(60))], tell_threads)
    return {kept for thread in found if (kept := thread & names)}


def test_an_inquiry_weeks_later_continues_the_story() -> None:
    inquiry = Reckoned("inquiry", 21, SINKING | {"inquiry": 1.2, "judge": 0.6})
    assert threads(Reckoned("sinking", 0, SINKING), inquiry) == {frozenset(["sinking", "inquiry"])}


def test_a_theme_makes_no_thread() -> None:
    one = Reckoned("one", 0, {"ferry": 1.0, "fare": 1.0, "lumen": 1.2, "rise": 0.5, "board": 0.5})
    two = Reckoned("two", 9, {"ferry": 1.0, "strike": 1.0, "corbie": 1.2, "crew": 0.5, "union": 0.5})
    assert threads(one, two) == {frozenset(["one"]), frozenset(["two"])}


def test_after_six_weeks_nothing_is_continued() -> None:
    assert len(threads(Reckoned("sinking", 0, SINKING), Reckoned("again", 42, SINKING))) == 2
