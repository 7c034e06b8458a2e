"""What pages need that stand alone in a file: the style in themselves, and links to the pages of `newsledger ui`."""

import os
from pathlib import Path
from typing import Any, Final

from flows.ui.charts import svg

PORT: Final = 8321
"""Where `newsledger ui` listens, unless NEWSLEDGER_UI_PORT or its option names another port."""


def stylesheet() -> str:
    """Returns the style of all pages, with that of their drawings."""
    return Path(__file__).with_name("static").joinpath("style.css").read_text("utf-8") + svg.stylesheet()


def render(template: str, **values: Any) -> str:
    """Returns a page that needs no other file; its links lead to the pages of `newsledger ui`.

    Args:
        template: the name of a template that extends `file.html`.
        values: what it shows.
    """
    from flows.ui.templating import TEMPLATES

    return TEMPLATES.get_template(template).render(style=stylesheet(), pages=address(), **values)


def address(path: str = "") -> str:
    """Returns the address of a page of `newsledger ui` on this machine.

    Args:
        path: as it stands in its links: `/figure/12`; without one, the address of all.
    """
    return f"http://127.0.0.1:{os.environ.get('NEWSLEDGER_UI_PORT') or PORT}{path}"
