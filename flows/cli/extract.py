"""`newsledger extract`: what is found in some files, without a warehouse."""

import click


@click.command()
@click.option(
    "--no-strip",
    is_flag=True,
    envvar="NEWSLEDGER_NO_STRIP",
    show_envvar=True,
    help="Take every block as body; nothing counts as boilerplate.",
)
@click.option(
    "--format",
    type=click.Choice(["jsonl"]),
    default="jsonl",
    show_default=True,
    envvar="NEWSLEDGER_EXTRACT_FORMAT",
    show_envvar=True,
    expose_value=False,
    help="Output format.",
)
@click.argument("paths", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.pass_context
def extract(ctx: click.Context, no_strip: bool, paths: tuple[str, ...]) -> None:
    """Print what is found in raw files (`-`: standard input), one JSON object per article; no warehouse needed.

    \b
    Examples:
      newsledger extract corpus/sample/*/*.txt > articles.jsonl
      echo "At least 12 people were killed." | newsledger extract --no-strip -
    """
    from flows.cli.extract_files import print_articles

    ctx.exit(print_articles(paths, keep_all=no_strip))
