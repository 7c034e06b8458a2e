import pytest

from flows.costs import Costs


def test_seconds_add_up_and_memory_is_the_greatest():
    costs = Costs()
    costs.add({"strip": (1.5, 30), "annotate": (4.0, 90)})
    costs.add({"strip": (0.5, 20)})
    assert costs.by_stage() == {"strip": (2.0, 30), "annotate": (4.0, 90)}


def test_a_stage_that_fails_has_its_cost_too():
    costs = Costs()
    with pytest.raises(KeyError), costs.timed("strip"):
        raise KeyError
    assert costs.seconds["strip"] >= 0
    assert costs.memory["strip"] > 0
