"""Many people at a time, slow ones, and those who go away."""

import socket
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlencode, urlsplit

import pytest

from tests.pages import Answer, Pages
from warehouse.read.bounded_query import SECONDS

pytestmark = pytest.mark.slow

PATHS = ("/", "/claims", "/stories", "/names", "/quotations", "/outlets", "/search?q=ferry", "/figure/1", "/review")
ENDLESS = "SELECT count(*) FROM range(100000000000) AS a, range(1000) AS b"


def test_two_hundred_requests_at_a_time_are_all_answered(pages: Pages) -> None:
    with ThreadPoolExecutor(200) as pool:
        answers = list(pool.map(pages.get, [PATHS[number % len(PATHS)] for number in range(200)]))
    assert {answer.status for answer in answers} == {200}


def test_slow_queries_leave_the_pages_to_others(pages: Pages) -> None:
    def ask(number: int) -> Answer:
        return pages.get("/sql?" + urlencode({"query": f"{ENDLESS} -- {number}"}))

    with ThreadPoolExecutor(12) as pool:
        asked = [pool.submit(ask, number) for number in range(12)]
        time.sleep(1)
        begun = time.monotonic()
        assert pages.get("/stories").status == 200
        assert time.monotonic() - begun < SECONDS / 2
        answers = [one.result() for one in asked]
    assert {answer.status for answer in answers} == {400, 503}
    stopped = [answer.text for answer in answers if answer.status == 400]
    assert len(stopped) == 4
    assert all("longer than 20 seconds" in text and "FROM range(100000000000)" in text for text in stopped)


def test_who_goes_away_leaves_nothing_in_the_log(pages: Pages) -> None:
    """What the server writes to its standard error fails the fixture when it ends."""
    host = urlsplit(pages.address).netloc
    head = f"Host: {host}\r\nOrigin: http://{host}\r\nContent-Type: application/x-www-form-urlencoded\r\n"
    name, port = host.split(":")
    for sent in (
        f"POST /notes HTTP/1.1\r\n{head}Content-Length: 100\r\n\r\nkind=",
        f"POST /sql HTTP/1.1\r\n{head}Content-Length: 100\r\n\r\n",
        f"GET /claims/claims.csv HTTP/1.1\r\n{head}\r\n",
        f"GET /sql/result.csv?query=FROM+range(1000000) HTTP/1.1\r\n{head}\r\n",
        f"GET / HTTP/1.1\r\nHost: {host}",
    ):
        with socket.create_connection((name, int(port))) as client:
            client.sendall(sent.encode())
            time.sleep(0.3)
    assert pages.get("/").status == 200
