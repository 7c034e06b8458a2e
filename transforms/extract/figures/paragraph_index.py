"""The name that the modules of figures use for the index of a paragraph."""

from transforms.documents import ParagraphIndex as Page

__all__ = ["Page"]
