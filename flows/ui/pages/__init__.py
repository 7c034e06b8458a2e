"""One file a page, or a page and the list that leads to it."""
