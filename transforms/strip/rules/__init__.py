"""The rules of strip, by what they look at."""
