"""Options that several commands share, and functions that turn their values into settings and files."""

import os
import re
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import click

from flows import settings
from flows.durations import duration
from flows.settings import CONFIGURATION_VARIABLE
from transforms.ingest.store_address import checked_address, folder_of, is_address

Command = Callable[..., None]
Option = Callable[[Command], Command]


def folder_option(name: str, default: str, text: str, *, exists: bool = False) -> Option:
    """Returns an option that takes a folder, or reads it from a variable such as NEWSLEDGER_WAREHOUSE.

    Args:
        name: of the option, without the two hyphens.
        default: the folder if none is given.
        text: the help text.
        exists: refuse a folder that does not exist.
    """
    return click.option(
        f"--{name}",
        type=click.Path(exists=exists, file_okay=False, path_type=Path),
        default=default,
        show_default=True,
        envvar=f"NEWSLEDGER_{name.upper()}",
        show_envvar=True,
        help=text,
    )


class _CorpusPath(click.Path):
    """A folder, or the address of an object store."""

    name = "folder or address"

    def convert(
        self, value: str | os.PathLike[str], param: click.Parameter | None, ctx: click.Context | None
    ) -> str | bytes | os.PathLike[str]:
        """Returns a path, or the text of an address; `file://` is a path."""
        if not is_address(value):
            return super().convert(value, param, ctx)
        try:
            address = checked_address(str(value))
        except ValueError as error:
            self.fail(f"{value!r}: {error}.", param, ctx)
        folder = folder_of(address)
        return address if folder is None else super().convert(folder, param, ctx)


def corpus_option(*, exists: bool = False) -> Option:
    """Returns the option `--corpus`, which a command gets as a path, or as the text of an address.

    Args:
        exists: refuse a folder that does not exist.
    """
    return click.option(
        "--corpus",
        type=_CorpusPath(exists=exists, file_okay=False, path_type=Path),
        default=settings.CORPUS,
        show_default=True,
        envvar="NEWSLEDGER_CORPUS",
        show_envvar=True,
        help="Folder of raw article files, or s3://, gs://, az://, https://.",
    )


def format_option(variable: str, *forms: str, text: str = "Output format.") -> Option:
    """Returns the option `--format`, which the command gets as `form`.

    Args:
        variable: the environment variable that sets it too.
        forms: the formats to choose from; the first is the default.
        text: the help text.
    """
    return click.option(
        "--format",
        "form",
        type=click.Choice(forms),
        default=forms[0],
        show_default=True,
        envvar=variable,
        show_envvar=True,
        help=text,
    )


def day_option(name: str, variable: str, text: str) -> Option:
    """Returns an option that takes a day, as in 2026-03-04.

    Args:
        name: of the option, without the two hyphens.
        variable: the environment variable that sets it too.
        text: the help text.
    """
    return click.option(f"--{name}", type=click.DateTime(["%Y-%m-%d"]), envvar=variable, show_envvar=True, help=text)


class WrongFile(click.ClickException):
    """A file that a person wrote cannot be followed."""

    exit_code = 2


class Duration(click.ParamType[timedelta]):
    """A span of time such as 2h, 1h30m or 2d."""

    name = "time"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> timedelta:
        """Returns the span; another way of writing is wrong usage."""
        if isinstance(value, timedelta):
            return value
        try:
            return duration(str(value))
        except ValueError as error:
            self.fail(str(error), param, ctx)


warehouse_option = folder_option("warehouse", settings.WAREHOUSE, "Folder of the published warehouse.")

kind_option = click.option(
    "--kind",
    type=click.Choice(["PERSON", "ORG", "PLACE", "GROUP"], case_sensitive=False),
    envvar="NEWSLEDGER_KIND",
    show_envvar=True,
    help="Only entities of this kind.",
)


reprocess_share_option = click.option(
    "--reprocess-share",
    type=click.FloatRange(0, 1),
    default=0.0,
    show_default=True,
    envvar="NEWSLEDGER_REPROCESS_SHARE",
    show_envvar=True,
    help="Extract anew, after an upgrade, up to this share of all articles in each load; 0.05 takes twenty loads.",
)


max_articles_option = click.option(
    "--max-articles",
    type=click.IntRange(1, 100_000_000),
    default=settings.MAX_ARTICLES,
    show_default=True,
    envvar="NEWSLEDGER_MAX_ARTICLES",
    show_envvar=True,
    help="Most articles that one file may give; the rest of it is rejected.",
)


deadline_option = click.option(
    "--deadline",
    type=Duration(),
    show_default="none",
    envvar="NEWSLEDGER_DEADLINE",
    show_envvar=True,
    help="End a load that takes longer, as 2h or 45m; nothing of it is published, and the next one begins anew.",
)

rehash_option = click.option(
    "--rehash",
    is_flag=True,
    envvar="NEWSLEDGER_REHASH",
    show_envvar=True,
    help="Hash all files, also those whose path, size, times and inode are as they were.",
)


settle_option = click.option(
    "--settle",
    type=click.FloatRange(0, 86_400),
    default=0.0,
    show_default=True,
    metavar="SECONDS",
    envvar="NEWSLEDGER_SETTLE",
    show_envvar=True,
    help="Let files wait for the next load that were written to this short a time ago.",
)


workers_option = click.option(
    "--workers",
    type=click.IntRange(1, 64),
    default=settings.default_workers,
    show_default="one per core",
    envvar="NEWSLEDGER_WORKERS",
    show_envvar=True,
    help="Processes that annotate; each takes up to 1 GB.",
)

keep_option = click.option(
    "--keep",
    type=click.IntRange(1, 1000),
    default=7,
    show_default=True,
    envvar="NEWSLEDGER_KEEP",
    show_envvar=True,
    help="Published versions that stay, to roll back to.",
)

outlets_option = click.option(
    "--outlets",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    show_default="outlets.toml beside the corpus folder",
    envvar="NEWSLEDGER_OUTLETS",
    show_envvar=True,
    help="Which outlet a path belongs to.",
)


def _set_variable(_ctx: click.Context, option: click.Parameter, value: object) -> None:
    """Sets the variable of an option for this process and for those that it starts, and for no run of Prefect."""
    if value is not None:
        os.environ[str(option.envvar)] = str(value)


config_option = click.option(
    "--config",
    type=click.Path(exists=True, dir_okay=False, path_type=Path, resolve_path=True),
    show_default="newsledger.toml in the warehouse folder",
    envvar=CONFIGURATION_VARIABLE,
    show_envvar=True,
    callback=_set_variable,
    expose_value=False,
    help="Who is told of loads, and where log and metrics go.",
)


log_format_option = click.option(
    "--log-format",
    type=click.Choice(["text", "json"]),
    show_default="what newsledger.toml says, else text",
    envvar="NEWSLEDGER_LOG_FORMAT",
    show_envvar=True,
    callback=_set_variable,
    expose_value=False,
    help="Log for people, or one JSON object a line.",
)

metrics_option = click.option(
    "--metrics",
    type=click.Path(dir_okay=False, path_type=Path, resolve_path=True),
    show_default="what newsledger.toml says, else none",
    envvar="NEWSLEDGER_METRICS_FILE",
    show_envvar=True,
    callback=_set_variable,
    expose_value=False,
    help="File for the numbers of each load, in OpenMetrics.",
)


def load_options(command: Command) -> Command:
    """Adds the options of a load from a corpus to a command."""
    for option in (
        deadline_option,
        rehash_option,
        settle_option,
        metrics_option,
        log_format_option,
        config_option,
        max_articles_option,
        reprocess_share_option,
        workers_option,
        keep_option,
        outlets_option,
        warehouse_option,
        corpus_option(exists=True),
    ):
        command = option(command)
    return command


def load_settings(
    corpus: Path | str,
    warehouse: Path,
    outlets: Path | None,
    workers: int,
    keep: int,
    reprocess_share: float = 0.0,
    max_articles: int = settings.MAX_ARTICLES,
    deadline: timedelta | None = None,
    *,
    rehash: bool = False,
    settle: float = 0.0,
) -> settings.LoadSettings:
    """Returns the settings of a load from the values of `load_options`.

    Raises:
        BadParameter: a load cannot work with one of the paths.
    """
    if isinstance(corpus, Path):
        _check_folder(corpus, warehouse, outlets)
        outlets = outlets or usual_outlets(corpus)
    if deadline is not None and not deadline:
        raise click.BadParameter("No load ends in no time at all.", param_hint="'--deadline'")
    seconds = deadline.total_seconds() if deadline else None
    load = settings.LoadSettings.of(
        corpus, warehouse, outlets, workers, keep, reprocess_share, max_articles, seconds, rehash=rehash, settle=settle
    )
    if set("*?[") & set(str(load.warehouse)):
        # DuckDB and Polars would read such a path as a pattern that stands for many files.
        raise click.BadParameter("Its path must hold neither *, ? nor [.", param_hint="'--warehouse'")
    for name, value in load.parameters().items():
        # Python holds bytes that are not UTF-8 as these characters; Prefect can store text only.
        if re.search("[\ud800-\udfff]", str(value)):
            raise click.BadParameter("Its path is not UTF-8.", param_hint=f"'--{name}'")
    return load


def _check_folder(corpus: Path, warehouse: Path, outlets: Path | None) -> None:
    """Warns of an outlets.toml that is not followed.

    Raises:
        BadParameter: something of the load lies in the corpus.
    """
    dropped = corpus / settings.OUTLETS
    if dropped.is_file() and (outlets is None or not dropped.samefile(outlets)):
        click.echo(
            f"Warning: {dropped} is not followed, for whoever drops files there could write it; move it to"
            f" {_beside(corpus)}, or name it with --outlets.",
            err=True,
        )
    if warehouse.resolve().is_relative_to(corpus.resolve()):
        raise click.BadParameter("It lies in the corpus, and would be read as articles.", param_hint="'--warehouse'")
    configuration = os.environ.get(CONFIGURATION_VARIABLE)
    if configuration and Path(configuration).resolve().is_relative_to(corpus.resolve()):
        raise click.BadParameter("It lies in the corpus, where others may write.", param_hint="'--config'")


def usual_outlets(corpus: Path | str) -> Path | None:
    """Returns the outlets.toml beside a folder; null if there is none. In it, whoever drops files could write one."""
    return beside if isinstance(corpus, Path) and (beside := _beside(corpus)).is_file() else None


def _beside(corpus: Path) -> Path:
    return corpus.absolute().parent / settings.OUTLETS


def published_file(warehouse: Path) -> Path:
    """Returns the file of the published version.

    Raises:
        WarehouseError: nothing is published, or what is published is damaged.
    """
    from warehouse import WarehouseError
    from warehouse.publish import layout

    path = layout.published(warehouse)
    if path is None:
        raise WarehouseError(f"nothing is published in {warehouse} yet; `newsledger run` makes the first load")
    return path
