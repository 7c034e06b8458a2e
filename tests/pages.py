"""The pages in a process of their own, as a browser would ask for them; and a warehouse whose texts are hostile."""

import json
import os
import re
import signal
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import parse_qs, urlencode, urljoin, urlsplit

from tests.commands import PATIENCE, Newsledger
from tests.ledger import NIGHT, Ledger

RAN = "document.title='ran'"
HOSTILE = f'"><script>{RAN}</script><img src=//elsewhere.example/x onerror="{RAN}">\'&lt;\u202eflip'
"""Ends an attribute, runs a script, asks another host, and turns the text behind it."""

ELSEWHERE = "https://elsewhere.example/"


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server sent; `headers` has small letters."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode("utf-8")


class Links(HTMLParser):
    """Collects the addresses that a page leads to, and its elements by name."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.links: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            self.attributes.append((tag, name, value or ""))
            if tag == "a" and name == "href":
                self.links.append(value or "")


def shape(path: str) -> str:
    """Returns an address without numbers, and without the values of its query."""
    parts = urlsplit(path)
    return re.sub(r"[0-9]+", "0", parts.path) + "?" + "&".join(sorted(parse_qs(parts.query)))


class _KeepRedirects(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


_OPENER = urllib.request.build_opener(_KeepRedirects, urllib.request.ProxyHandler({}))


class Pages:
    """The pages at an address."""

    def __init__(self, address: str) -> None:
        self.address = address

    def get(self, path: str, **headers: str) -> Answer:
        return self._ask(urllib.request.Request(urljoin(self.address, path), headers=headers))

    def post(self, path: str, *, origin: str | None = "", **fields: str) -> Answer:
        """Sends a form, from one of the pages themselves unless it says another origin, or None."""
        headers = {} if origin is None else {"Origin": origin or self.address.rstrip("/")}
        data = urlencode(fields).encode()
        return self._ask(urllib.request.Request(urljoin(self.address, path), data, headers))

    def _ask(self, request: urllib.request.Request) -> Answer:
        try:
            with _OPENER.open(request, timeout=PATIENCE) as answer:
                return Answer(answer.status, {k.lower(): v for k, v in answer.headers.items()}, answer.read())
        except urllib.error.HTTPError as error:
            with error:
                return Answer(error.code, {k.lower(): v for k, v in error.headers.items()}, error.read())

    def walk(self, alike: int) -> dict[str, Answer]:
        """Returns what each address answers that the pages lead to, from the first page on.

        Args:
            alike: most addresses that differ only in numbers and values, such as `/story/1` and `/story/2`.
        """
        found: dict[str, Answer] = {}
        shapes: Counter[str] = Counter()
        waiting = ["/"]
        while waiting:
            path = waiting.pop(0)
            if path in found or shapes[shape(path)] == alike:
                continue
            shapes[shape(path)] += 1
            found[path] = answer = self.get(path)
            if answer.status in (303, 308):
                waiting.append(answer.headers["location"])
            if not answer.headers.get("content-type", "").startswith("text/html"):
                continue
            for link in Links(answer.text).links:
                parts = urlsplit(urljoin(self.address + path.lstrip("/"), link))
                if f"{parts.scheme}://{parts.netloc}/" == self.address:
                    waiting.append(parts.path + (f"?{parts.query}" if parts.query else ""))
        return found


@contextmanager
def serving(warehouse: Path, home: Path) -> Iterator[Pages]:
    """Serves a warehouse in a process of its own; that it ends without an error is asserted."""
    newsledger = Newsledger(home)
    with newsledger.start("ui", "--port", "0", "--warehouse", warehouse, PYTHONUNBUFFERED="1") as process:
        try:
            first = process.stdout.readline().decode()
            yield Pages(first.split(" on ")[1].split()[0])
        finally:
            os.kill(process.pid, signal.SIGINT)
            _, errors = process.communicate(timeout=PATIENCE)
        assert errors == b"", errors.decode()


def hostile_ledger() -> Ledger:
    """Two outlets, a toll that two of them contradict, a copy, names in doubt, a warning; all texts are hostile."""
    ledger = Ledger()
    outlets = [f"Harbour Post {HOSTILE}", f"Tidings {HOSTILE}"]
    names = [
        ("PERSON", f"Ines Talvo {HOSTILE}"),
        ("PLACE", f"Port Ellmoor {HOSTILE}"),
        ("ORG", f"Ferry Line {HOSTILE}"),
    ]
    for number, (kind, name) in enumerate(names, 1):
        more = {"place_type": "town", "latitude": 50.0, "longitude": -3.0} if kind == "PLACE" else {}
        ledger.entity(number, kind, name, **more)
    ledger.entity(4, "PERSON", f"Talvo {HOSTILE}")
    for number in range(6):
        day = date(2031, 4, 20) + timedelta(days=number)
        toll = 40 + number
        text = (
            f"At least {toll} people died, said {names[0][1]} of {names[2][1]} in {names[1][1]}. "
            f"“It was dark {HOSTILE},” said Talvo {HOSTILE}."
        )
        ledger.add("files", path=f"post/{number}{HOSTILE}.txt", status="loaded")
        article = ledger.article(
            text, outlet=outlets[number % 2], day=day, headline=f"Ferry {number} {HOSTILE}", file_id=number + 1,
            byline=f"By {HOSTILE}", url=f"javascript:{RAN}//{HOSTILE}", word_count=30, story_id=1,
            text_quality="cut" if number == 3 else None, copy_of=1 if number == 4 else None,
        )  # fmt: skip
        for entity, (kind, name) in enumerate(names, 1):
            ledger.names(article, entity, f"{kind}:{name.lower()}", name, role=None)
        ledger.names(article, 4, f"PERSON:talvo {HOSTILE}@{article}", f"Talvo {HOSTILE}")
        ledger.says(article, 1, f"It was dark {HOSTILE}", cue="said")
        ledger.counts(article, str(toll), toll, event="killed", claimant=1 + 2 * (number % 2), place=2)
    sentences = "UPDATE figures SET sentence = body FROM articles AS a WHERE a.article_id = figures.article_id"
    ledger.afterwards.append(sentences)
    ledger.afterwards.append("UPDATE articles SET place_entity_id = 2, place_source = 'dateline'")
    ledger.link(f"PERSON:{names[0][1].lower()}", f"PERSON:talvo {HOSTILE}@1", "unsure")
    load = {"started_at": NIGHT.replace(tzinfo=None), "finished_at": NIGHT.replace(tzinfo=None)}
    earlier, last = "20310430T020000Z", f"{NIGHT:%Y%m%dT%H%M%SZ}"
    for load_id in (earlier, last):
        ledger.add(
            "loads", load_id=load_id, verdict="published", files_seen=6, articles_added=6, articles_new=6, **load
        )
        for outlet in outlets if load_id == earlier else outlets[:1]:
            ledger.add("load_measures", load_id=load_id, measure="articles", outlet=outlet, value=3.0, number=3)
            for kind, rule, characters in (("body", "body.text", 900), ("ad", f"ad{HOSTILE}", 100)):
                ledger.add(
                    "outlet_rules", load_id=load_id, outlet=outlet, kind=kind, rule=rule, articles=3, blocks=3,
                    characters=characters, of_articles=3,
                )  # fmt: skip
    ledger.add("rejections", load_id=last, path=f"broken{HOSTILE}", record_no=0, reason="empty", detail=HOSTILE)
    example = {"article_id": 1, "figure_id": 1, "outlet": outlets[0], "sentence": HOSTILE, "surface": "script"}
    ledger.add(
        "checks", load_id=last, table_name="figures", check_name="load.band", severity="warn", passed=False,
        observed=HOSTILE, detail=f"Within the band {HOSTILE}.\n{json.dumps(example)}\nno JSON {HOSTILE}",
    )  # fmt: skip
    return ledger
