"""The candidate: a copy of what is published plus one load."""
