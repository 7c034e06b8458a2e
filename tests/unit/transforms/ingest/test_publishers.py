"""Which sites and folders bear the name of a publisher; every paper here is invented."""

import pytest

from transforms.ingest.publishers import is_borne, is_borne_by_folder


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Harbour Echo", "harbourecho.example"),
        ("The Harbour Echo", "www.harbour-echo.co.uk"),
        ("Harbour Echo", "news.theharbourecho.com.au"),
        ("New Marrow Times", "nmtimes.example"),  # by first letters
        ("Marrow Coast Post", "mcp.example"),
        ("Tessaly News", "tessaly.example"),  # without the kind of paper
        ("Tessaly", "tessalynews.example"),
        ("TessalyOnline", "dailytessaly.example"),
        ("Radio of Tessaly", "radiotessaly.example"),
        ("Harbour Echo - Opinion", "harbourecho.example"),  # with a section
        ("World | Harbour Echo", "harbourecho.example"),
        ("Écho du Port", "echoduport.example"),
        ("Echo 24", "echo24.example"),
        ("The News", "news.example"),
        ("harbourecho.example", "m.harbourecho.example"),
    ],
)
def test_a_site_bears_the_name_of_its_paper(name: str, host: str) -> None:
    assert is_borne(name, host)


@pytest.mark.parametrize(
    ("name", "host"),
    [
        ("Harbour Echo", "lies.example"),
        ("Harbour Echo", "harbourecho.lies.example"),  # whoever owns a site names what stands below it
        ("Harbour Echo", "echo.example"),
        ("Harbour Echo", "harbour.example"),
        ("Tessaly", "tnews.example"),  # a first letter is anybody's
        ("Tessaly", "tessalyharbour.example"),
        ("Marrow Coast Post", "post.example"),
        ("harbourecho.example", "lies.example"),
        ("harbourecho.example", "badharbourecho.example"),
        ("Harbour Echo", "10.0.0.1"),
        ("Harbour Echo", "localhost"),
        ("", "harbourecho.example"),
        ("?!", "harbourecho.example"),
    ],
)
def test_another_site_does_not(name: str, host: str) -> None:
    assert not is_borne(name, host)


def test_a_folder_bears_a_name_and_the_name_of_a_file_does_not() -> None:
    assert is_borne_by_folder("The Harbour Echo", "drop/harbour-echo/2026/a.json")
    assert not is_borne_by_folder("The Harbour Echo", "drop/harbour-echo.json")
    assert not is_borne_by_folder("The Harbour Echo", "drop/echoes/a.json")


def test_a_long_name_takes_no_time() -> None:
    assert not is_borne("a b " * 5000, f"{'ab' * 30}c.example")
