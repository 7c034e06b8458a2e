from datetime import date

import pytest

from tests.unit.transforms.extract.figures.reading import figures_with_names

FRIDAY = date(2026, 3, 20)


@pytest.mark.parametrize(
    ("text", "day", "source"),
    [
        ("Twelve miners died on Thursday.", date(2026, 3, 19), "sentence"),
        ("Twelve miners died early on Friday.", FRIDAY, "sentence"),
        ("Twelve miners died yesterday.", date(2026, 3, 19), "sentence"),
        ("Twelve miners died on 2 March.", date(2026, 3, 2), "sentence"),
        ("Twelve miners died on October 7.", date(2025, 10, 7), "sentence"),
        ("Twelve miners died on 7 October 2024.", date(2024, 10, 7), "sentence"),
        ("Twelve miners have died since October 7.", FRIDAY, "until_now"),
        ("Twelve miners died on and after October 7.", FRIDAY, "until_now"),
        ("The October 7 blast led to more than 12 deaths.", FRIDAY, "article"),
        ("On Thursday officials said that 12 miners had died.", date(2026, 3, 19), "sentence"),
        ("Twelve miners have died so far.", FRIDAY, "until_now"),
        ("In 2019, 12 miners died.", date(2019, 12, 31), "period"),
        ("Last month 12 miners died.", date(2026, 2, 28), "period"),
        ("Twelve miners have died.", FRIDAY, "article"),
        ("Twelve miners left since they were tired.", FRIDAY, "article"),
        ("Twelve miners will come next Thursday.", FRIDAY, "article"),
        ("Twelve miners may march.", FRIDAY, "article"),
    ],
)
def test_day_is_read_from_the_sentence(text: str, day: date, source: str) -> None:
    assert [(f.as_of, f.as_of_source) for f in figures_with_names(text, published_on=FRIDAY)] == [(day, source)]


def test_without_a_day_of_the_article_no_day_is_resolved() -> None:
    assert [(f.as_of, f.as_of_source) for f in figures_with_names("Twelve miners died on Thursday.")] == [(None, None)]
