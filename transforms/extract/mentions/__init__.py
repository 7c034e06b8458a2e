"""Mentions: where an article names a person, body or place."""
