"""Numbers in a text, in figures and in words."""
