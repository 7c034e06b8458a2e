from tests.article import article
from tests.unit.transforms.extract.figures.reading import figures
from tests.work import lines_run
from transforms.documents import Entity, Mention
from transforms.extract.figures.find import MOST_NUMBERS, find_figures


def test_figures_keep_text_as_written() -> None:
    text = "The \u201cIron\u201d brigade lost \u2018over 300\u2019 men. It rained."
    (figure,) = figures(text)
    assert text[figure.start : figure.end] == "over 300"
    assert figure.sentence == "The \u201cIron\u201d brigade lost \u2018over 300\u2019 men."
    assert (figure.value_low, figure.value_high, figure.bound) == (300, None, "more_than")


def test_captions_are_read_and_bylines_are_not() -> None:
    found = figures(
        "Forty boats sank.", "By Ada Brook, 30 boats", "Fifty boats sank.", kinds=("caption", "byline", "body")
    )
    assert [(f.paragraph, f.value_low) for f in found] == [(0, 40), (2, 50)]


def test_work_grows_in_proportion_to_the_sentence() -> None:
    def work(clauses: int) -> int:
        read = article("In Dovna 5 men died, " * clauses)
        mentions = [Mention(0, 21 * n + 3, 21 * n + 8, "PLACE", "GPE", 1) for n in range(clauses)]
        return lines_run(lambda: find_figures(read, mentions, [Entity(1, "PLACE", "Dovna")], []))

    assert work(400) < 6 * work(100)


def test_a_list_without_a_full_stop_is_not_repeated_for_each_of_its_numbers():
    found = article("The stalls sold " + " ".join(f"{number} pears and" for number in range(100, 1300)) + " plums.")
    figures = find_figures(found, [], [], [])
    text = found.paragraphs[0].text
    assert len(figures) > 500
    assert all(len(figure.sentence) < 3000 for figure in figures)
    assert all(text[figure.start : figure.end] in figure.sentence for figure in figures)


def test_numbers_in_a_run_without_spaces_count_nothing() -> None:
    run = "41(a1)" * 100
    text = f"The police said that 12 people were killed. {run}"
    assert [text[figure.start : figure.end] for figure in figures(text)] == ["12"]


def test_a_paragraph_of_numbers_alone_holds_no_figures() -> None:
    assert len(figures("12 men, " * MOST_NUMBERS)) == MOST_NUMBERS
    assert not figures("12 men, " * (MOST_NUMBERS + 1))
