"""What a drawing shows: its marks and texts, and where they stand."""

from dataclasses import dataclass
from itertools import combinations
from xml.etree import ElementTree

from flows.ui.charts.labels import BOLD, Box, text_box, text_width

SVG = "{http://www.w3.org/2000/svg}"


@dataclass(frozen=True)
class Drawn:
    """The texts of a drawing with their rectangles, its titles, links, and the words for those who do not see it."""

    texts: list[tuple[str, Box]]
    titles: list[str]
    links: list[str]
    says: str
    view: Box

    @property
    def words(self) -> list[str]:
        return [words for words, _ in self.texts]


def drawn(svg: str) -> Drawn:
    """Reads a drawing, which must be XML."""
    root = ElementTree.fromstring(svg)
    assert (root.tag, root.get("role")) == (f"{SVG}svg", "img")
    size = 14 if "narrow" in root.get("class", "").split() else 12
    texts = []
    for text in root.iter(f"{SVG}text"):
        is_bold = text.get("class") == "name"
        x, y, anchor = float(text.get("x", "nan")), float(text.get("y", "nan")), text.get("text-anchor", "start")
        box = text_box(text.text or "", x, y, size * (BOLD if is_bold else 1), anchor)
        for after in text.iter(f"{SVG}tspan"):
            box = box._replace(right=box.right + float(after.get("dx", 0)) + text_width(after.text or "", size))
        # Bold letters are wider, not higher.
        texts.append(("".join(text.itertext()), box._replace(top=y - size * 0.9, bottom=y + size * 0.3)))
    return Drawn(
        texts,
        [title.text or "" for title in root.iter(f"{SVG}title")],
        [link.get("href", "") for link in root.iter(f"{SVG}a")],
        root.get("aria-label", ""),
        Box(*map(float, root.get("viewBox", "").split())),
    )


def assert_readable(found: Drawn) -> None:
    """Asserts that texts lie within the drawing and that none covers another."""
    for words, box in found.texts:
        assert box.is_in(found.view.grown(0.01)), (words, box, found.view)
    for (words, box), (others, other) in combinations(found.texts, 2):
        assert not box.meets(other), (words, box, others, other)
