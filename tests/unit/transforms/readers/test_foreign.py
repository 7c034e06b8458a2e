"""What is no article is rejected under its name, and articles with tables and lists in them are not."""

# ruff: noqa: E501 -- files as they are written

import pytest

from tests import raw
from transforms.readers.records import Rejection

PROSE = "The ferry to Port Ellery was stopped on Friday after a storm, the harbour master said.\n\nIt was “rare”.\n"

NAMED = {
    "SRT": "1\n00:00:01,000 --> 00:00:04,000\nThe sea rose.\n\n2\n00:00:05,000 --> 00:00:08,000\nWe left.\n",
    "WebVTT": "WEBVTT\n\n00:01.000 --> 00:04.000\nThe sea rose.\n",
    "LaTeX": "% a draft\n\\documentclass{article}\n\\begin{document}\nThe sea rose.\n\\end{document}\n",
    "SGML": "<DOC>\n<DOCNO> KP-1 </DOCNO>\n<TEXT>The sea rose.</TEXT>\n</DOC>\n",
    "mbox": "From ada@post.example Wed Mar  4 10:00:00 2026\nFrom: Ada\nSubject: Sea\n\nThe sea rose.\n",
    "iCalendar": "BEGIN:VCALENDAR\nVERSION:2.0\nEND:VCALENDAR\n",
    "diff": "diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-sea\n+Sea\n",
    "a program": "#!/bin/sh\necho sea\n",
    "SQL": "-- a dump\nCREATE TABLE `articles` (id INT);\nINSERT INTO `articles` VALUES (1);\n",
    "a log": "2026-03-04 10:00:01 INFO fetched page 1\n2026-03-04 10:00:02 ERROR no page 2\n"
    "2026-03-04 10:00:03 INFO fetched page 3\n",
    "a log ": '10.0.0.1 - - [04/Mar/2026:10:00:00 +0000] "GET / HTTP/1.1" 200 5\n' * 3,
    "a list of addresses": "https://post.example/1\nhttps://post.example/2\n\nhttps://post.example/3\n",
    "several documents": "\n\n                 1 of 2 DOCUMENTS\n\nHarbour Post\n\nFerry stopped\n\n" + PROSE,
    "several documents ": "Document 1 of 14\n\nFerry stopped\n\n" + PROSE,
    "several documents  ": "Document HPST000020260304em3400001\n\n" + PROSE + "Document HPST000020260304em3400002\n",
}
TABLES = {
    "names": "event,day,actor,n\n1,20260304,KOSALA,4\n2,20260305,ELLERY,2\n",
    "tabs": "GKGRECORDID\tV2DATE\tSOURCE\tTONE\n20260304-1\t20260304\tpost.example\t-2.1\n20260304-2\t20260304\ta.example\t3\n",
    "few": "id;name;price\n1;Wall;40\n2;Gate;50\n3;Pier;60\n",
    "no names": "1024\t20260304\t202603\t2026\tKSA\tKOSALA\tGOV\t1\t-4.0\n1025\t20260304\t202603\t2026\tELL\tELLERY\tPOL\t0\t1\n"
    "1026\t20260304\t202603\t2026\tELL\tELLERY\tPOL\t0\t1\n",
    "words": "member,party,town\nHolm,Tide,Ellery\nLind,Marsh,Kosala\n",
    "two columns": "url,shares\nhttps://post.example/1,40\nhttps://post.example/2,7\n",
}


@pytest.mark.parametrize("name", NAMED)
def test_what_is_no_article_is_named(name: str) -> None:
    (found,) = raw.read(NAMED[name].encode())
    assert isinstance(found, Rejection)
    assert found.reason == "no_article"
    assert name.strip() in found.detail


@pytest.mark.parametrize("name", TABLES)
def test_a_table_without_a_text_names_its_columns(name: str) -> None:
    (found,) = raw.read(TABLES[name].encode())
    assert isinstance(found, Rejection)
    assert found.reason == "no_text_field"
    first = TABLES[name].split("\n")[0].replace("\t", ", ").replace(";", ", ").replace(",", ", ").replace(",  ", ", ")
    assert ("without names" in found.detail) if name == "no names" else (f"among: {first};" in found.detail)


@pytest.mark.parametrize(
    "text",
    [
        PROSE,
        "Results\n\nKestrel, Harbour 3, 1\nMarsh, Quill 0, 0\nEchoes, Post 2, 2\n\n" + PROSE,
        "Ferry, bridge, tram\nThe council met, it said.\nNothing, and nobody, came.\n",
        "10:00 The sea rises\n10:05 Boats leave\n10:15 The pier is shut, the mayor says\n",
        "2026-03-04 10:00 The sea rises\n2026-03-04 10:05 Boats leave\n2026-03-04 10:30 The pier is shut\n",
        "Ferry, bridge, tram\nBoats, trains, cars\nSeas, rails, roads\n",
        "Lunch|Soup|Bread\n" + PROSE,
        "Wall, A, 40, Ellery\nGate, B, 50, Kosala\n",
        "1 of 2 boats sank, the coast guard said on Friday.\nThe other one is safe.\n",
        "From Ada Holm in Port Ellery\n\n" + PROSE,
        "From: Port Ellery\nTo: the sea\n\n" + PROSE,
        "INSERT coin: how arcades came back\n\n" + PROSE,
        "More at https://post.example/1\nand https://post.example/2\nand https://post.example/3\n" + PROSE,
        "1\nThe sea rose.\n2\nBoats sank.\n3\nNobody was hurt.\n",
        "@harbour: article of the day\n\n" + PROSE,
        "Pollen count\n\nGrass: 40, trees: 12, weeds: 3\n" + PROSE,
    ],
)
def test_prose_with_lists_and_numbers_is_an_article(text: str) -> None:
    assert raw.reasons(text.encode()) == [None]
