"""`outlets.toml`: patterns, precedence, and one clear line for each mistake."""

from pathlib import Path

import polars as pl
import pytest

from transforms.ingest.outlets import fields_of, match_outlets
from transforms.ingest.outlets_file import FieldMap, Outlet, Outlets, folded, load_outlets
from transforms.readers.records import Fields
from warehouse.schema.hand_made import HandMadeFileError

WHOLE = """
[[outlet]]
pattern = "harbour-echo/**"
name = "Harbour Echo"
domain = "harbour-echo.example"
country = "IE"
language = "en"
timezone = "Europe/Dublin"

[[outlet]]
pattern = "*.txt"
name = "Loose Sheets"

[[outlet]]
name = "The Quill"
domain = "quill.example"
drop = ["Tide tables by", "“Today’s” crossword"]
keep = ["Advertisement feature"]

[[fields]]
pattern = "exports/*.json"
text = "article.body"
language = "Language Code"
"""


def written(tmp_path: Path, text: str | bytes) -> Path:
    path = tmp_path / "outlets.toml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def records(*paths: str | None, url: str | None = None, publisher: str | None = None) -> pl.DataFrame:
    schema = {"path": pl.String, "file": pl.String, "url": pl.String, "publisher": pl.String}
    return pl.DataFrame([(path, path, url, publisher) for path in paths], schema=schema, orient="row")


def outlet_of(*entries: Outlet, url: str | None = None, publisher: str | None = None) -> str | None:
    matched = match_outlets(records("a.json", url=url, publisher=publisher), Outlets(entries))
    outlet: str | None = matched["outlet"].item()
    return outlet


def matched(pattern: str, *paths: str) -> list[str]:
    found = match_outlets(records(*paths), Outlets((Outlet(pattern, "it"),)))
    return [path for path, outlet in zip(paths, found["outlet"], strict=True) if outlet]


def test_entries_are_read_in_order_with_what_they_leave_out_null(tmp_path: Path) -> None:
    found = load_outlets(written(tmp_path, WHOLE))
    assert found.entries == (
        Outlet("harbour-echo/**", "Harbour Echo", "harbour-echo.example", "IE", "en", "Europe/Dublin"),
        Outlet("*.txt", "Loose Sheets"),
        Outlet(
            None,
            "The Quill",
            "quill.example",
            drop=("Tide tables by", "“Today’s” crossword"),
            keep=("Advertisement feature",),
        ),
    )
    assert found.fields == (FieldMap(pattern="exports/*.json", text="article.body", language="Language Code"),)


def test_a_file_without_entries_is_no_mistake(tmp_path: Path) -> None:
    assert load_outlets(written(tmp_path, "# none yet\n")) == Outlets()


def test_the_first_matching_entry_counts() -> None:
    entries = (Outlet("echo/sport/**", "Echo Sport", language="en"), Outlet("echo/**", "Echo", country="IE"))
    found = match_outlets(records("echo/sport/a.txt", "echo/a.txt", "other/a.txt"), Outlets(entries))
    assert found.columns == ["outlet", "domain", "country", "language", "timezone", "unconfirmed_publisher"]
    assert found.select("outlet", "country", "language").rows() == [
        ("Echo Sport", None, "en"),
        ("Echo", "IE", None),
        (None, None, None),
    ]


@pytest.mark.parametrize("paths", [[], ["a.txt"], ["a.txt", "b.txt"]])
def test_without_entries_each_path_has_a_row_of_nulls(paths: list[str]) -> None:
    found = match_outlets(records(*paths), Outlets())
    assert found["outlet"].to_list() == [None] * len(paths)


def test_a_star_stays_within_a_folder() -> None:
    assert matched("echo/*.txt", "echo/a.txt", "echo/b/a.txt", "echo/a.md", "x/echo/a.txt") == ["echo/a.txt"]


def test_two_stars_cross_folders() -> None:
    assert matched("echo/**", "echo/a.txt", "echo/b/c/a.txt", "echoes/a.txt") == ["echo/a.txt", "echo/b/c/a.txt"]


def test_two_stars_and_a_slash_stand_for_any_folders_or_none() -> None:
    assert matched("**/echo/*", "echo/a", "x/echo/a", "x/y/echo/a", "my-echo/a") == ["echo/a", "x/echo/a", "x/y/echo/a"]
    assert matched("echo**/a", "echoa", "echo/a", "echoes/x/a") == ["echo/a", "echoes/x/a"]


def test_a_question_mark_is_one_character_but_no_slash() -> None:
    assert matched("a?c", "abc", "a/c", "ac", "aöc") == ["abc", "aöc"]


@pytest.mark.parametrize("name", [r"a+(b)|[c]{2}.^$\d&~#-x", "a b\tc\nd", "صحيفة/مقال.txt", "a.txt"])
def test_other_signs_stand_for_themselves(name: str) -> None:
    assert matched(name, name, "axtxt", "abbb") == [name]


def test_names_with_line_breaks_match() -> None:
    assert matched("echo/**", "echo/first\nsecond.txt") == ["echo/first\nsecond.txt"]
    assert matched("echo/*.txt", "echo/first\nsecond.txt", "echo/a.txt\n") == ["echo/first\nsecond.txt"]


def test_the_path_decides_before_the_site_and_the_site_before_the_publisher() -> None:
    by_name, by_site = Outlet("none/**", "Quill"), Outlet(None, "By site", "harbour.example")
    by_path = Outlet("*.json", "By path")
    url = "https://harbour.example/a"
    assert outlet_of(by_name, by_site, by_path, url=url, publisher="Quill") == "By path"
    assert outlet_of(by_name, by_site, url=url, publisher="Quill") == "By site"
    assert outlet_of(by_name, by_site, url="https://quill.example/a", publisher="Quill") == "Quill"
    assert outlet_of(by_name, by_site, url="https://other.example/a") is None


def test_a_publisher_may_be_named_by_its_site() -> None:
    entry = Outlet(None, "Harbour Echo", domain="harbour.example")
    assert outlet_of(entry, publisher="www.harbour.example") == "Harbour Echo"
    assert outlet_of(entry, publisher="harbour.example", url="https://other.example/a") == "other.example"
    assert outlet_of(entry, publisher="bad-harbour.example") == "bad-harbour.example"


def test_each_record_is_matched_for_itself_and_in_order() -> None:
    entries = (
        Outlet("echo/**", "Echo", country="IE"),
        Outlet(None, "Harbour", "harbour.example", timezone="Etc/UTC"),
        Outlet("none/**", "The Quill", language="en"),
    )
    frame = pl.DataFrame(
        {
            "path": ["b.json", "b.json", "dump.zip/x", "echo/a.txt", "b.json"],
            "url": [None, "https://harbour.example/", None, "https://harbour.example/", "https://x.example/"],
            "publisher": ["the quill", "The Quill", None, None, " Somebody\nElse "],
        }
    )
    assert match_outlets(frame.with_columns(file="path"), Outlets(entries)).rows() == [
        ("The Quill", None, None, "en", None, "The Quill"),
        ("Harbour", "harbour.example", None, None, "Etc/UTC", None),
        (None, None, None, None, None, None),
        ("Echo", None, "IE", None, None, None),
        ("x.example", None, None, None, None, "Somebody Else"),
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://harbour.example/2026/ferry",
        "http://harbour.example",
        "HTTPS://WWW.Harbour.Example/a",
        "https://news.harbour.example:8443/a?b=c@d#e",
        "https://reader:secret@harbour.example/a",
        "https://harbour.example./a",
        "//harbour.example/a",
        "harbour.example/a",
        "www.harbour.example",
        "  https://harbour.example/a\n",
        "https://harbour.example?a",
        "https://harbour.example#a",
    ],
)
def test_a_site_is_told_by_the_host_of_the_address(url: str) -> None:
    assert outlet_of(Outlet(None, "Harbour", "harbour.example"), url=url) == "Harbour"
    assert outlet_of(Outlet(None, "Harbour", "www.HARBOUR.example"), url=url) == "Harbour"


@pytest.mark.parametrize(
    "url",
    [
        "https://bad-harbour.example/a",
        "https://harbour.example.evil.example/a",
        "https://harbour.example@evil.example/a",
        "https://harbour.example:pass@evil.example/a",
        "https://evil.example\\@harbour.example/a",
        "https://evil.example/harbour.example",
        "https://evil.example/?u=https://harbour.example/",
        "https://evil.example#@harbour.example/",
        "harbour.example@evil.example",
        "mailto:desk@harbour.example",
        "https://harbourxexample/a",
        "https://example/a",
        "/harbour.example/a",
        "https:///harbour.example/a",
        "https://[::1]/harbour.example",
        "",
        "://",
    ],
)
def test_an_address_that_only_looks_like_the_site_is_none_of_it(url: str) -> None:
    assert outlet_of(Outlet(None, "Harbour", "harbour.example"), url=url) is None


@pytest.mark.parametrize("domain", ["blåhavn.example", "xn--blhavn-jua.example"])
@pytest.mark.parametrize("host", ["blåhavn.example", "BLÅHAVN.example", "xn--blhavn-jua.example", "m.blåhavn.example"])
def test_a_domain_beyond_ascii_matches_in_either_spelling(domain: str, host: str) -> None:
    assert outlet_of(Outlet(None, "Blåhavn", domain), url=f"https://{host}/a") == "Blåhavn"


def test_a_domain_that_has_no_second_spelling_is_harmless() -> None:
    long = "ø" * 80 + ".example"
    assert outlet_of(Outlet(None, "Long", long), url=f"https://{long}/a") == "Long"
    assert outlet_of(Outlet(None, "Odd", "xn--zzzzzzz99999.example"), url="https://xn--zzzzzzz99999.example/") == "Odd"


def test_of_sites_within_sites_the_first_entry_counts() -> None:
    whole, part = Outlet(None, "Harbour", "harbour.example"), Outlet(None, "Sport", "sport.harbour.example")
    assert outlet_of(part, whole, url="https://sport.harbour.example/a") == "Sport"
    assert outlet_of(whole, part, url="https://sport.harbour.example/a") == "Harbour"


@pytest.mark.parametrize("publisher", ["The Quill", "THE QUILL", " the\n quill\t", "The\x07 Quill"])
def test_a_publisher_is_known_by_its_name(publisher: str) -> None:
    entries = (Outlet("none/**", "The Quill", country="IE"), Outlet("nothing/**", "the quill", country="NZ"))
    found = match_outlets(records("a.json", publisher=publisher), Outlets(entries))
    assert found.select("outlet", "country").rows() == [("The Quill", "IE")]


@pytest.mark.parametrize(
    ("publisher", "outlet"),
    [
        ("Quill", "Quill"),
        ("The Quill on Sunday", "The Quill on Sunday"),
        ("  Marn\r\n Daily\x00\x1b[31m ", "Marn Daily[31m"),
        ("abc\u202egpj", "abcgpj"),
        ("x" * 500, "x" * 200),
        ("x" * 199 + " yy", "x" * 199),
        (" \n\x00 ", None),
        ("", None),
        (None, None),
    ],
)
def test_a_publisher_that_no_entry_names_is_the_outlet_itself(publisher: str | None, outlet: str | None) -> None:
    found = match_outlets(
        records("a.json", publisher=publisher), Outlets((Outlet("none/**", "The Quill", "q.example"),))
    )
    assert found.rows() == [(outlet, None, None, None, None, outlet)]


def test_fields_are_those_of_the_first_entry_that_matches() -> None:
    outlets = Outlets(fields=(FieldMap(pattern="dumps/*.zip/**", text="a"), FieldMap(pattern="dumps/**", text="b")))
    assert fields_of("dumps/x.zip/2026/a.json", outlets) == FieldMap(pattern="dumps/*.zip/**", text="a")
    assert fields_of("dumps/x.json", outlets) == FieldMap(pattern="dumps/**", text="b")
    assert fields_of("others/x.json", outlets) == Fields()
    assert fields_of("dumps/x.json", Outlets()) == Fields()


def test_a_phrase_is_folded_as_the_text_it_is_sought_in() -> None:
    assert folded("  “Today’s”\u00a0 CROSSWORD\n") == '"today\'s" crossword'
    assert folded("STRASSE") == folded("Straße")
    assert folded("Tide-tables") != folded("Tide tables")


def entry(line: str) -> str:
    return f'[[outlet]]\npattern = "a/**"\nname = "Alpha"\n[[outlet]]\npattern = "b/**"\nname = "Beta"\n{line}\n'


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (entry('nmae = "x"'), r"outlet 2 \(Beta\): unknown key 'nmae'; known are pattern, name, domain"),
        (entry("country = 7"), r"outlet 2 \(Beta\): country must be a country code .* not 7"),
        (entry('domain = " "'), r"outlet 2 \(Beta\): domain must be a domain alone, .* not ' '"),
        (entry('country = "Ireland"'), r"outlet 2 \(Beta\): country must be .* not 'Ireland'"),
        (entry('language = "EN"'), r"outlet 2 \(Beta\): language must be .* not 'EN'"),
        (entry('language = "english"'), r"outlet 2 \(Beta\): language must be .* not 'english'"),
        (entry('timezone = "Mars/Olympus"'), r"outlet 2 \(Beta\): timezone must be .* not 'Mars/Olympus'"),
        (entry('timezone = "Europe"'), r"outlet 2 \(Beta\): timezone must be"),
        (entry('timezone = "../../etc/passwd"'), r"outlet 2 \(Beta\): timezone must be"),
        ('[[outlet]]\npattern = "/srv/a/**"\nname = "A"\n', r"outlet 1 \(A\): pattern must be relative to the corpus"),
        ('[[outlet]]\npattern = "../a/**"\nname = "A"\n', r"outlet 1 \(A\): pattern must be relative to the corpus"),
        ('[[outlet]]\npattern = "a/**"\n', r"outlet 1: name is missing"),
        ('[[outlet]]\nname = "A"\n', r"outlet 1 \(A\): pattern or domain is missing"),
        ('[[outlet]]\ndomain = "a.example"\n', r"outlet 1: name is missing"),
        (entry('domain = "https://b.example/"'), r"outlet 2 \(Beta\): domain must be a domain alone, .* not 'https:"),
        (entry('domain = "example"'), r"outlet 2 \(Beta\): domain must be a domain alone"),
        (entry('drop = "x"'), r"outlet 2 \(Beta\): drop must be a list of phrases"),
        (entry("keep = [7]"), r"outlet 2 \(Beta\): keep must be a list of phrases that are not empty, .*, not 7"),
        (
            entry('keep = ["x", " "]'),
            r"outlet 2 \(Beta\): keep must be a list of phrases .* not ' '",
        ),
        (entry('drop = ["x\\ny"]'), r"outlet 2 \(Beta\): drop must be a list of phrases .* on one line .* not 'x\\ny'"),
        (entry('drop = ["x\\u2028"]'), r"outlet 2 \(Beta\): drop must be a list of phrases .* on one line"),
        (
            entry(f'drop = ["{"x" * 201}"]'),
            r"outlet 2 \(Beta\): drop .* at most 200 characters, not 'x+\.{3}x+'",
        ),
        (entry('drop = ["It’s  A"]\nkeep = ["it\'s a"]'), r'outlet 2 \(Beta\): "it\'s a" stands in both drop and keep'),
        ('[[fields]]\ntext = "body"\n', r"fields 1: pattern is missing"),
        ('[[fields]]\npattern = "a/**"\n', r"fields 1: no field is named; known are text, title"),
        ('[[fields]]\npattern = "/a"\ntext = "body"\n', r"fields 1: pattern must be relative to the corpus"),
        ('[[fields]]\npattern = "a"\nbody = "x"\n', r"fields 1: unknown key 'body'; known are text, title"),
        (
            '[[fields]]\npattern = "a"\ntext = ["x"]\n',
            r"fields 1: text must be a name or .*, not \['x'\]",
        ),
        (
            '[[fields]]\npattern = "a"\ntext = "x..y"\n',
            r"fields 1: text must be a name or a dotted path, .* not 'x..y'",
        ),
        ('[fields]\npattern = "a"\n', r"written \[\[fields\]\], with two brackets"),
        ('[outlet]\npattern = "a/**"\nname = "A"\n', r"two brackets"),
        ('outlet = ["a"]\n', r"two brackets"),
        ('[[outlets]]\npattern = "a/**"\nname = "A"\n', r"unknown key 'outlets'"),
        ('[[outlet]]\npattern = "a\n', r"not valid TOML: .*line 2"),
        ("a = " + "[" * 100_000, r"line 1: not valid TOML: brackets within brackets"),
        ("a = " + "9" * 5_000, r"line 1: not valid TOML: a number too long"),
        (b'[[outlet]]\nname = "\xff"\n', r"not UTF-8: byte 20"),
        ('[[outlet]]\npattern = "a/**"\nname = "A\\nB"\ntimezone = "x\\ny"\n', r"\(A B\): timezone .* not 'x\\ny'"),
    ],
)
def test_a_mistake_is_one_line_that_names_file_entry_and_key(tmp_path: Path, text: str | bytes, message: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(HandMadeFileError, match=message) as caught:
        load_outlets(path)
    assert str(caught.value).startswith(f"{path}: ")
    assert "\n" not in str(caught.value)


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    text = '[[outlet]]\npattern = "a/**"\nname = "A"\n'
    assert load_outlets(written(tmp_path, b"\xef\xbb\xbf" + text.encode())) == load_outlets(written(tmp_path, text))


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(HandMadeFileError, match=r"outlets\.toml: cannot be read: No such file"):
        load_outlets(tmp_path / "outlets.toml")


ECHO = Outlet("echo/**", "Harbour Echo", "harbour-echo.example", country="IE")


def stand(path: str, url: str | None, publisher: str) -> tuple[str | None, ...]:
    """The outlet, its country, and the publisher that nothing bears out, of a record that names a publisher."""
    facts = {"path": [path], "file": [path.partition(".zip/")[0]], "url": [url], "publisher": [publisher]}
    frame = pl.DataFrame(facts, schema_overrides={"url": pl.String})
    return match_outlets(frame, Outlets((ECHO,))).select("outlet", "country", "unconfirmed_publisher").row(0)


def test_a_record_does_not_speak_as_another_outlet() -> None:
    elsewhere = "https://www.lies.example/a"
    assert stand("drop/a.json", elsewhere, "Harbour Echo") == ("lies.example", None, "Harbour Echo")
    assert stand("drop/a.json", elsewhere, "harbour-echo.example") == ("lies.example", None, "harbour-echo.example")
    assert stand("drop/a.json", elsewhere, "Tidal Gazette") == ("lies.example", None, "Tidal Gazette")
    # Who made an archive chose the folders in it.
    assert stand("drop/a.zip/tidal-gazette/a.json", elsewhere, "Tidal Gazette")[0] == "lies.example"
    # A site that bears the name of an outlet whose own site is known.
    assert stand("drop/a.json", "https://harbourecho.example/a", "Harbour Echo")[0] == "harbourecho.example"


def test_a_name_that_site_or_folder_bears_stands() -> None:
    assert stand("echo/a.json", "https://www.lies.example/a", "Tidal Gazette") == ("Harbour Echo", "IE", None)
    assert stand("a.json", "https://harbour-echo.example/a", "Tidal Gazette") == ("Harbour Echo", "IE", None)
    assert stand("a.json", "https://tidalgazette.example/a", "The Tidal Gazette") == ("The Tidal Gazette", None, None)
    assert stand("tidal-gazette/a.json", None, "Tidal Gazette") == ("Tidal Gazette", None, None)


def test_a_name_without_an_address_stands_by_its_word_alone() -> None:
    assert stand("drop/a.json", None, "Tidal Gazette") == ("Tidal Gazette", None, "Tidal Gazette")
    assert stand("drop/a.json", None, "HARBOUR ECHO") == ("Harbour Echo", "IE", "Harbour Echo")
