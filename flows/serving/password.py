"""The password of a Prefect server that we start: whoever knows it may tell the server what to run."""

import secrets
from contextlib import suppress
from pathlib import Path

FILE = "api-password"
"""In Prefect's folder; only its owner may read it."""


def kept_password(home: Path) -> str | None:
    """Returns the password that is kept in Prefect's folder; null where there is none that we may read."""
    with suppress(OSError, UnicodeDecodeError):
        return (home / FILE).read_text("utf-8").strip() or None
    return None


def keep_password(home: Path) -> tuple[Path, str]:
    """Returns the file of the password and the password itself, which is made at the first time.

    Raises:
        OSError: the file cannot be written.
    """
    file = home / FILE
    file.touch(0o600)
    file.chmod(0o600)
    password = kept_password(home)
    if password is None:
        # A browser's form and `PREFECT_API_AUTH_STRING` take it as one text; the colon is what HTTP asks for.
        password = f"newsledger:{secrets.token_urlsafe()}"
        file.write_text(f"{password}\n", "utf-8")
    return file, password
