"""The catalogues in the repository are what Babel and Pint give."""

import pytest

from transforms.lexicons import catalogues


@pytest.mark.parametrize(("name", "write"), [("currencies", catalogues.currencies), ("measures", catalogues.measures)])
def test_the_catalogue_is_not_stale(name: str, write: object) -> None:
    assert callable(write)
    assert (catalogues.FOLDER / f"{name}.toml").read_text("utf8") == write(), "python -m transforms.lexicons.catalogues"
