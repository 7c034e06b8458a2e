import pytest

from flows.ui.standalone import address, stylesheet


def test_the_style_is_that_of_pages_and_drawings_and_asks_for_nothing() -> None:
    style = stylesheet()
    assert "--c4:" in style
    assert ".chart.narrow" in style
    assert "url(" not in style
    assert "@import" not in style
    assert "<" not in style


def test_links_lead_to_the_pages_of_this_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    assert address("/figure/12") == "http://127.0.0.1:8321/figure/12"
    monkeypatch.setenv("NEWSLEDGER_UI_PORT", "9000")
    assert address() == "http://127.0.0.1:9000"
    monkeypatch.setenv("NEWSLEDGER_UI_PORT", "")
    assert address("/") == "http://127.0.0.1:8321/"
