"""The names of authors out of what pages write."""

import pytest

from transforms.pages.authors import author_names, byline_names


@pytest.mark.parametrize(
    ("written", "names"),
    [
        (["By Nan Alder and Cy Birk"], ["Nan Alder", "Cy Birk"]),
        (["Nan Alder, Cy Birk & Di Cole"], ["Nan Alder", "Cy Birk", "Di Cole"]),
        (["Words by Jean-Marc d'Arly"], ["Jean-Marc d'Arly"]),
        (["Nan Alder, Harbour Correspondent"], ["Nan Alder"]),
        (["Nan Alder (Port Ellery)"], ["Nan Alder"]),
        (["Nan Alder in Port Ellery"], ["Nan Alder"]),
        (["Nan Alder | Cy Birk"], ["Nan Alder", "Cy Birk"]),
        (["nan-alder", "Nan Alder"], ["Nan Alder"]),
        (["https://courier.example/authors/nan-alder"], []),
        (["nan@courier.example"], []),
        (["newsdesk7"], []),
        (["Nan Alder", "NAN ALDER"], ["Nan Alder"]),
        (["María José Ørsted"], ["María José Ørsted"]),
        (["Nan Alder - published 4 March 2026"], ["Nan Alder"]),
        (["Nan Alder, Cy Birk, and Di Cole"], ["Nan Alder", "Cy Birk", "Di Cole"]),
        (["By Nan Alder, political editor; and Cy Birk"], ["Nan Alder", "Cy Birk"]),
        (["Cy Birk, Jr.", "Di Cole III"], ["Cy Birk Jr", "Di Cole III"]),
        (["Nan Alder, Ph.D., and Cy Birk, MBE"], ["Nan Alder", "Cy Birk"]),
        (["Nan Alder -- Port Ellery"], ["Nan Alder"]),
        (["NAN ALDER, Associated Press"], ["NAN ALDER"]),
        (["Associated Press"], ["Associated Press"]),
        (["Words: Nan Alder Pictures: Cy Birk"], ["Nan Alder"]),
        (["Exclusive by Nan Alder"], ["Nan Alder"]),
        (["Nan Alder Special to the Courier"], ["Nan Alder"]),
        (["Nan Alder; photos by Cy Birk"], ["Nan Alder"]),
        (["Nan Alder Updated 4 March"], ["Nan Alder"]),
        (["李小明"], ["李小明"]),
        (["Sandy Andrews and Andy Withers"], ["Sandy Andrews", "Andy Withers"]),
    ],
)
def test_each_name_is_whole(written: list[str], names: list[str]) -> None:
    assert author_names(written) == names


def test_the_outlet_behind_a_name_is_no_author() -> None:
    assert author_names(["Nan Alder", "Ellery Courier"], "Ellery Courier") == ["Nan Alder"]
    assert author_names(["Ellery Courier"], "Ellery Courier") == ["Ellery Courier"]


@pytest.mark.parametrize(
    "line", ["Nan Alder went home.", "By the sea it rained all day and nobody came to the fair.", "Share"]
)
def test_a_sentence_is_no_byline(line: str) -> None:
    assert byline_names(line) == []
