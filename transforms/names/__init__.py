"""Names: their normal form, their comparison, and the places that the gazetteer knows."""
