"""Tests of what is told, and how."""
