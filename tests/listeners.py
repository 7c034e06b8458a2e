"""Servers of this machine that take what is sent to them: of HTTP and of mail."""

import json
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, Session


class Listener(ThreadingHTTPServer):
    """A web server that keeps what it is asked. The path says how it answers: `/500` with that code, others with 200.

    Attributes:
        asked: method, path and body (of JSON, else null) of each request.
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.asked: list[tuple[str, str, Any]] = []

    def address(self, path: str) -> str:
        return f"http://127.0.0.1:{self.server_port}{path}"


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        listener = self.server
        assert isinstance(listener, Listener)
        listener.asked.append((self.command, self.path, json.loads(body) if body else None))
        code = self.path.split("/")[1]
        self.send_response(int(code) if code.isdecimal() else 200)
        if code == "302":
            self.send_header("Location", listener.address("/elsewhere"))
        self.end_headers()

    def do_GET(self) -> None:
        self.do_POST()

    def log_message(self, *_: object) -> None:
        pass


class Mailbox:
    """A mail server that keeps what it takes.

    Attributes:
        port: its port.
        mails: each mail, whole.
        logins: user and password of each login.
    """

    def __init__(self) -> None:
        self.mails: list[EmailMessage] = []
        self.logins: list[tuple[str, str]] = []
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port: int = free.getsockname()[1]
        self.controller = Controller(
            self,
            hostname="127.0.0.1",
            port=self.port,
            authenticator=self._authenticate,
            auth_require_tls=False,  # the certificate of a test is signed by nobody
        )

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        """Is called by the server for each mail."""
        content = envelope.content
        assert isinstance(content, bytes)
        mail = message_from_bytes(content, policy=default)
        assert isinstance(mail, EmailMessage)
        self.mails.append(mail)
        return "250 OK"

    def _authenticate(self, _server: SMTP, _session: Session, _envelope: Envelope, _how: str, data: Any) -> AuthResult:
        self.logins.append((data.login.decode(), data.password.decode()))
        return AuthResult(success=data.password == b"right", handled=False)


@contextmanager
def taking_mail() -> Iterator[Mailbox]:
    """A mail server, until the end of the block."""
    mailbox = Mailbox()
    mailbox.controller.start()
    try:
        yield mailbox
    finally:
        mailbox.controller.stop()


@contextmanager
def listening() -> Iterator[Listener]:
    """A web server, until the end of the block."""
    with Listener() as listener:
        Thread(target=listener.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()
        yield listener
        listener.shutdown()
