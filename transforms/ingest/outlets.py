"""Which outlet an article belongs to, and which fields of its records hold what."""

import re
from collections.abc import Iterable
from contextlib import suppress

import polars as pl

from transforms.ingest.outlets_file import MAX_CHARACTERS, Outlets
from transforms.ingest.publishers import is_borne, is_borne_by_folder
from transforms.readers.records import Fields
from warehouse.schema.escaping import CONTROLS

GLOB_TOKENS = re.compile(
    r"(?P<folders>(?<![^/])\*\*/)|(?P<anything>\*\*)|(?P<part>\*)|(?P<one>\?)|(?P<literal>[^*?]+)", re.S
)
REGEX_SIGNS = re.compile(r"[\\.+*?()|\[\]{}^$#&~-]")
"""What the crate `regex` escapes; `re.escape` also escapes white space, which the crate refuses."""
GLOB_MEANINGS = {"folders": "(?:.*/)?", "anything": ".*", "part": "[^/]*", "one": "[^/]"}
HOST = r"(?i)^\s*(?:(?:[a-z][a-z0-9+.-]*:)?//(?:[^/?#\\]*@)?)?([^/?#\\@:\s]+?)\.?(?::\d*)?(?:[/?#\\]|\s*$)"
"""The host of an address, user and port set aside. As in browsers, a backslash ends it like a slash."""
DOMAIN = r"^\s*([^\s/:@]+\.[A-Za-z][A-Za-z]+)\.?\s*$"
"""A publisher that is named by its site."""


def match_outlets(records: pl.DataFrame, outlets: Outlets) -> pl.DataFrame:
    """Finds the outlet of each record: by its path, else by the site of its address, else by the publisher it names.

    A record may name any publisher. The name counts where the site of its address or a folder bears it; else the
    article is that site's own. Where there is no address either, the name stays, as the record's word alone.

    Args:
        records: `file` as `transforms.ingest.corpus.scan` shows it; `path`, the same, for a member of an archive
            followed by `/` and the member's own path, which whoever made the archive chose; `url` and `publisher` as
            the record gives them, or null.
        outlets: what `outlets.toml` says.

    Returns:
        One row per record, in their order, with the columns `outlet` (its name), `domain`, `country`, `language` and
        `timezone`, and `unconfirmed_publisher`: the publisher that the record names, where nothing bears it out. Where
        no entry fits, `outlet` is the publisher as the record names it, cleaned and cut to 200 characters, or the site
        of its address, and `domain` to `timezone` are null.
    """
    table = pl.DataFrame(
        [[o.name, o.domain, o.country, o.language, o.timezone] for o in outlets.entries],
        schema=dict.fromkeys(("outlet", "domain", "country", "language", "timezone"), pl.String),
        orient="row",
    ).with_row_index("entry")
    names = table.select(_name(pl.col("outlet")).str.to_lowercase()).to_series()
    numbered = {name: number for number, name in reversed(list(enumerate(names)))}
    path, host, claimed, publisher = pl.col("path"), pl.col("host"), pl.col("claimed_host"), pl.col("publisher")
    by_path = (path.str.contains(_regex(o.pattern)) if o.pattern else None for o in outlets.entries)
    by_site = (_is_of(host, o.domain) if o.domain else None for o in outlets.entries)
    by_claimed_site = (_is_of(claimed, o.domain) if o.domain else None for o in outlets.entries)
    by_name = publisher.str.to_lowercase().replace_strict(numbered, default=None, return_dtype=pl.UInt32)
    nothing = pl.lit(None, pl.UInt32)
    read = records.select(
        "path",
        "file",
        host=pl.col("url").cast(pl.String).str.extract(HOST).str.to_lowercase(),
        claimed_host=publisher.cast(pl.String).str.extract(DOMAIN).str.to_lowercase(),
        publisher=_name(publisher.cast(pl.String)),
    ).with_columns(
        seen=pl.coalesce(nothing, *_first(by_path), *_first(by_site)),
        named=pl.coalesce(nothing, *_first(by_claimed_site), by_name),
    )
    confirmed = [
        seen is not None
        or name is None
        or is_borne_by_folder(name, where)
        # An outlet whose site an entry names has no other.
        or (site is not None and not (named is not None and outlets.entries[named].domain) and is_borne(name, site))
        for seen, named, name, site, where in read.select("seen", "named", "publisher", "host", "file").iter_rows()
    ]
    stands = pl.col("confirmed") | host.is_null()
    return (
        read.with_columns(confirmed=pl.Series(confirmed, dtype=pl.Boolean))
        .with_columns(entry=pl.coalesce("seen", pl.when(stands).then("named")))
        .join(table, on="entry", how="left", maintain_order="left")
        .select(
            pl.coalesce("outlet", pl.when(stands).then("publisher").otherwise(host.str.strip_prefix("www."))),
            *table.columns[2:],
            # By the name that the entry gives it, where only the record's word leads there.
            unconfirmed_publisher=pl.when(~pl.col("confirmed")).then(pl.coalesce("outlet", "publisher")),
        )
    )


def fields_of(path: str, outlets: Outlets) -> Fields:
    """Returns what the first `[[fields]]` entry says for a path (of a member of an archive: with `/` and its path)."""
    asked = pl.Series([path])
    matching = (entry for entry in outlets.fields if asked.str.contains(_regex(entry.pattern)).all())
    return next(matching, Fields())


def _first(conditions: Iterable[pl.Expr | None]) -> list[pl.Expr]:
    """Turns the conditions of the entries into expressions that coalesce to the number of the first that holds."""
    return [
        pl.when(condition).then(pl.lit(number, pl.UInt32))
        for number, condition in enumerate(conditions)
        if condition is not None
    ]


def _is_of(host: pl.Expr, domain: str) -> pl.Expr:
    """Whether a host is a domain or lies below it; a domain beyond ASCII may stand there in either spelling."""
    domain = domain.lower().removeprefix("www.")
    spellings = {domain}
    # What has no second spelling, such as a label that is too long for one, is matched as it stands.
    with suppress(UnicodeError):
        spellings.add(domain.encode("idna").decode("ascii"))
    with suppress(UnicodeError):
        spellings.add(domain.encode("ascii").decode("idna"))
    return pl.any_horizontal(
        *((host == spelling) | host.str.ends_with(f".{spelling}") for spelling in sorted(spellings))
    )


def _name(text: pl.Expr) -> pl.Expr:
    """Cleans the name of a publisher; null where nothing is left."""
    clean = text.str.replace_all(r"\s+", " ").str.replace_all(CONTROLS, "").str.strip_chars()
    clean = clean.str.slice(0, MAX_CHARACTERS).str.strip_chars()
    return pl.when(clean != "").then(clean)


def _regex(pattern: str) -> str:
    """Translates a pattern to a regular expression of Polars (the Rust crate `regex`, which takes linear time)."""
    tokens = (
        GLOB_MEANINGS.get(token.lastgroup or "", REGEX_SIGNS.sub(r"\\\g<0>", token[0]))
        for token in GLOB_TOKENS.finditer(pattern)
    )
    return rf"(?s)\A{''.join(tokens)}\z"
