"""A load of lines that nobody wrote for readers: they cost neither the night nor the article beside them."""

import json
from pathlib import Path

import pytest

from tests.commands import Newsledger
from warehouse.read import connection

pytestmark = pytest.mark.slow

HEADLINE = "Ferry sinks off the coast\n\n"
SENTENCE = "The police said that at least 41 people were killed on Monday."
LINKS = "https://a" * 30 + " x"
MARKS = "\n".join(f"{number} " + '"' * 9_900 for number in range(5))
FEW_BYTES = "1 . " * 2_400
FILES = {
    "links.txt": f"{HEADLINE}{LINKS}\n\n{SENTENCE}",
    "marks.txt": f"{HEADLINE}{MARKS}\n\n{SENTENCE} Rain fell.",
    "signs.txt": f"{HEADLINE}{FEW_BYTES}\n\n{SENTENCE} Wind rose.",
    "good.txt": f"{HEADLINE}{SENTENCE} Divers went down to the wreck on Tuesday.",
    "lines.jsonl": "".join(
        json.dumps({"title": f"Wreck {number}", "text": f"Divers found {number} of the boats. " * 270}) + "\n"
        for number in range(2, 12)
    ),
}


def test_hostile_lines_hold_up_no_load(tmp_path: Path, newsledger: Newsledger, prefect_api: str) -> None:
    corpus, warehouse = tmp_path / "corpus", tmp_path / "warehouse"
    corpus.mkdir()
    for name, text in FILES.items():
        (corpus / name).write_text(text, encoding="utf-8")
    done = newsledger(
        "run", "--corpus", str(corpus), "--warehouse", str(warehouse), "--workers", "1", PREFECT_API_URL=prefect_api
    )
    assert done.returncode == 0, done.stderr
    con = connection.connect(warehouse / "warehouse.duckdb")
    try:
        assert con.execute("SELECT count(*) FROM articles").fetchone() == (14,)
        assert con.execute("SELECT count(*) FROM rejections").fetchone() == (0,)
        found = con.execute(
            "SELECT path, value_low, bound FROM figures JOIN articles USING (article_id) JOIN files USING (file_id)"
            " WHERE path LIKE '%.txt' AND value_low = 41 ORDER BY path"
        ).fetchall()
    finally:
        con.close()
    assert found == [(name, 41.0, "at_least") for name in sorted(FILES) if name.endswith(".txt")]
