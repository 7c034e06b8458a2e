"""A real S3 server of this machine, which answers late, falsely or not at all where a test asks for it."""

import os
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from threading import Thread
from typing import Any

import boto3
from botocore.config import Config
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app
from werkzeug.serving import make_server

BUCKET = "drop"

Answer = Callable[[dict[str, Any], Callable[..., Any]], Iterable[bytes]]
Fault = Callable[[str, str], tuple[int, bytes] | None]
"""Given method and path of a request, returns status and body of a false answer; null for the right one."""


class Store:
    """One bucket.

    Attributes:
        address: of the server.
        fault: what goes wrong; null for nothing.
        asked: method and path of each request.
    """

    def __init__(self) -> None:
        self._app = DomainDispatcherApplication(create_backend_app)
        self.fault: Fault | None = None
        self.asked: list[tuple[str, str]] = []
        self._server = make_server("127.0.0.1", 0, self._answer, threaded=True)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        self.variables = {
            "AWS_ENDPOINT_URL": self.address,
            "AWS_ACCESS_KEY_ID": "verysecret",
            "AWS_SECRET_ACCESS_KEY": "verysecret",
            "AWS_DEFAULT_REGION": "us-east-1",
            "AWS_EC2_METADATA_DISABLED": "true",
        }

    @property
    def fetched(self) -> list[str]:
        """The objects that were asked for with their bytes."""
        return [path for method, path in self.asked if method == "GET" and path.count("/") > 1]

    def put(self, key: str, content: bytes) -> None:
        self._client.put_object(Bucket=BUCKET, Key=key, Body=content)

    def empty(self) -> None:
        for item in self._client.list_objects_v2(Bucket=BUCKET).get("Contents", ()):
            self.delete(item["Key"])

    def delete(self, key: str) -> None:
        self._client.delete_object(Bucket=BUCKET, Key=key)

    def _answer(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        method, path = environ["REQUEST_METHOD"], environ["PATH_INFO"]
        self.asked.append((method, path))
        false = self.fault(method, path) if self.fault else None
        if false is None:
            answer: Iterable[bytes] = self._app(environ, start_response)
            return answer
        status, body = false
        start_response(f"{status} as a test wants it", [("Content-Length", str(len(body)))])
        return [body]

    def run(self) -> None:
        Thread(target=self._server.serve_forever, daemon=True).start()
        self._client = boto3.client(
            "s3",
            endpoint_url=self.address,
            aws_access_key_id="a test",
            aws_secret_access_key="a test",
            region_name="us-east-1",
            config=Config(s3={"addressing_style": "path"}, proxies={}),
        )
        self._client.create_bucket(Bucket=BUCKET)

    def stop(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@contextmanager
def serving() -> Iterator[Store]:
    """Starts a server, which ends with the block, and points this process to it."""
    store = Store()
    before = dict(os.environ)
    os.environ.update(store.variables)
    store.run()
    try:
        yield store
    finally:
        store.stop()
        os.environ.clear()
        os.environ.update(before)
