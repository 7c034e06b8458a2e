"""Checks across tables, by subject."""
