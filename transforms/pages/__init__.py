"""HTML pages: what they show, what they say of themselves, and which of their text is the article."""
