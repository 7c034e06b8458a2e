"""Building the candidate: a copy of the published version plus one night."""
