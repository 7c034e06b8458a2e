"""What is read of a sentence on its own."""

from tests.quoted import in_marks


def test_signature_behind_a_dash():
    assert in_marks("“I have lived here for forty years.” — Marta Lindqvist, teacher") == [
        ("I have lived here for forty years.", "Marta Lindqvist")
    ]
