"""Which states an article tells of."""

import pytest

from tests.article import article
from transforms.extract.mentions.geocode import context
from transforms.extract.mentions.model_entities import model_names
from transforms.extract.mentions.states_told import StatesTold, leader, states_told
from transforms.names.institutions import institutions


def told(*lines: str) -> StatesTold:
    paragraphs = article(*lines).indexed
    spans = [span for paragraph in paragraphs for span in model_names(paragraph, frozenset())]
    return states_told(paragraphs, spans, [], context(spans))


def test_names_peoples_and_capitals_name_a_state():
    found = told("Kenyan officials met Tanzanian ones in Warsaw.")
    assert found.named == {"KE", "TZ", "PL"}
    assert found.scores == {"KE": 1, "TZ": 1, "PL": 1}


def test_states_of_the_united_states_tell_of_both():
    found = told("Farmers in Ohio and in Utah waited.")
    assert (found.scores["US"], dict(found.us_states)) == (2, {"OH": 1, "UT": 1})
    assert not found.is_named("US")


def test_place_of_the_dateline_counts_more():
    assert told("OSLO (AP) - Swedish guests came.").scores == {"NO": 3, "SE": 1}


def test_a_word_of_politics_counts_three_times_at_most():
    assert told("The Tories lost. Tories left. Tories wept. Tories fled.").scores["GB"] == 3


def test_members_of_congress_and_of_legislatures_are_counted():
    found = told("Ann Vale (R-Utah) met congressional aides.", "A state senator left the statehouse.")
    assert (found.of_congress, found.of_legislatures) == (2, 2)


def test_best_state_is_one_that_has_such_an_office():
    found = told("Iranian and Iraqi aides met Brazilian ones in Tehran.")
    assert found.best(institutions().sorts["Congress"]) == "BR"
    assert found.best(institutions().sorts["Supreme Court"]) == "IR"


@pytest.mark.parametrize(
    ("scores", "first"), [({}, None), ({"A": 1}, "A"), ({"A": 3, "B": 2}, "A"), ({"A": 4, "B": 3}, None)]
)
def test_leader_leads_clearly(scores: dict[str, int], first: str | None):
    assert leader(scores) == first
