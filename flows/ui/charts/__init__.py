"""Drawings for pages: SVG as text, made without a script, coloured by `charts.css` and the variables of a page."""
