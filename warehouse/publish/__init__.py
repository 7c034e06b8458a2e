"""Versions and which of them is published."""
