"""`newsledger ui`: the pages in the browser."""

from pathlib import Path

import click

from flows.cli.options import warehouse_option
from flows.ui.standalone import PORT

LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


@click.command()
@warehouse_option
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=PORT,
    show_default=True,
    envvar="NEWSLEDGER_UI_PORT",
    show_envvar=True,
    help="Port on this machine; 0 takes a free one.",
)
def ui(warehouse: Path, port: int) -> None:
    """Show stories, numbers, quotations and names in the browser, each with its sentence.

    The pages are for this machine only, and read only; a load may be published meanwhile, and the next page shows it.
    Other people reach them through an SSH tunnel or a proxy that asks who they are. Ctrl-C ends it.

    \b
    Examples:
      newsledger ui
      newsledger ui --port 9000 --warehouse /srv/warehouse
    """
    import socket
    from contextlib import suppress

    import uvicorn

    from flows.ui.app import make_app

    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as listening:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((LOOPBACK[0], port))
        except OSError as error:
            raise click.ClickException(f"port {port} cannot be used: {error.strerror}; --port takes another") from error
        config = uvicorn.Config(
            make_app(warehouse, frozenset(LOOPBACK)), log_level="warning", access_log=False, server_header=False
        )
        listening.listen()  # whoever reads the address may ask at once
        click.echo(f"Pages of {warehouse} on http://{LOOPBACK[0]}:{listening.getsockname()[1]}/ (Ctrl-C ends)")
        with suppress(KeyboardInterrupt):  # Ctrl-C is how it ends
            uvicorn.Server(config).run(sockets=[listening])
