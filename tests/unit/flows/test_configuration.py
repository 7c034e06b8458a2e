"""`newsledger.toml` and the environment above it."""

from datetime import timedelta
from pathlib import Path

import pytest

from flows.configuration import (
    EVENTS,
    Configuration,
    Metrics,
    Smtp,
    configuration_file,
    read_configuration,
)
from warehouse.schema.hand_made import HandMadeFileError

SECRET = "https://hooks.example/T0/verysecret"


def written(folder: Path, text: str) -> Path:
    (folder / "newsledger.toml").write_text(text, "utf-8")
    return folder


def mistakes(folder: Path, variables: dict[str, str]) -> list[str]:
    with pytest.raises(HandMadeFileError) as error:
        read_configuration(folder, variables)
    return str(error.value).replace(f"{folder}/", "").splitlines()


@pytest.mark.parametrize(
    "address", ["ftp://a", "file:///etc/passwd", "https://", "http://[a", "http://a:b/", "http://a\n"]
)
def test_an_address_must_be_one_of_the_web(address: str, tmp_path: Path) -> None:
    [told] = mistakes(tmp_path, {"NEWSLEDGER_NOTIFY_PING": address})
    assert told == "NEWSLEDGER_NOTIFY_PING: ping must be an address that begins with https:// or http://"


def test_without_a_file_nobody_is_told(tmp_path: Path) -> None:
    assert read_configuration(tmp_path, {}) == Configuration()
    assert read_configuration(tmp_path, {}).notify.on == EVENTS


def test_a_file_in_the_folder_of_the_warehouse_is_read(tmp_path: Path) -> None:
    found = read_configuration(
        written(
            tmp_path,
            f"""
            [notify]
            on = ["refused", "late"]
            slack = "{SECRET}"
            command = ["page", "--now"]
            late_after = "90m"
            [smtp]
            host = "mail.example"
            sender = "ledger@desk.example"
            to = ["a@desk.example", "b@desk.example"]
            [metrics]
            file = "/var/lib/newsledger.prom"
            """,
        ),
        {},
    )
    assert (found.notify.on, found.notify.command) == (("refused", "late"), ("page", "--now"))
    assert (found.notify.slack, found.notify.late_after) == (SECRET, timedelta(minutes=90))
    assert found.smtp == Smtp("mail.example", "ledger@desk.example", ("a@desk.example", "b@desk.example"))
    assert found.metrics == Metrics(Path("/var/lib/newsledger.prom"))


def test_the_file_is_the_one_that_is_named_else_that_of_the_warehouse(tmp_path: Path) -> None:
    written(tmp_path, "")
    assert configuration_file(tmp_path, {}) == tmp_path / "newsledger.toml"
    assert configuration_file(tmp_path, {"NEWSLEDGER_CONFIG": "/etc/ledger.toml"}) == Path("/etc/ledger.toml")
    assert configuration_file(tmp_path / "other", {}) is None
    assert mistakes(tmp_path, {"NEWSLEDGER_CONFIG": "/missing.toml"}) == [
        "/missing.toml: cannot be read: No such file or directory"
    ]


def test_a_variable_stands_above_the_file(tmp_path: Path) -> None:
    written(tmp_path, '[notify]\nwebhook = "https://a.example/"\n[log]\nformat = "text"\n')
    found = read_configuration(
        tmp_path,
        {
            "NEWSLEDGER_NOTIFY_WEBHOOK": "https://b.example/",
            "NEWSLEDGER_NOTIFY_ON": "refused, late",
            "NEWSLEDGER_NOTIFY_COMMAND": "page 'night desk'",
            "NEWSLEDGER_SMTP_HOST": "mail.example",
            "NEWSLEDGER_SMTP_SENDER": "a@b.example",
            "NEWSLEDGER_SMTP_TO": "c@d.example,e@f.example",
            "NEWSLEDGER_SMTP_PORT": "25",
            "NEWSLEDGER_LOG_FORMAT": "json",
            "NEWSLEDGER_METRICS_FILE": "",
            "NEWSLEDGER_WAREHOUSE": "elsewhere",
        },
    )
    assert (found.notify.webhook, found.notify.on) == ("https://b.example/", ("refused", "late"))
    assert found.notify.command == ("page", "night desk")
    assert (found.smtp.port, found.smtp.to) == (25, ("c@d.example", "e@f.example"))
    assert (found.log.format, found.metrics.file) == ("json", None)


def test_all_mistakes_are_told_at_once_with_their_lines(tmp_path: Path) -> None:
    written(
        tmp_path,
        f'[notify]\nwebhook = "{SECRET} "\non = ["refused", "lost"]\nlater = 1\n\n[smtp]\nhost = "a b"\n'
        'to = ["x"]\npassword = "geheim"\n\n[metrcs]\nfile = 1\n[[log]]\nformat = "xml"\n',
    )
    told = mistakes(tmp_path, {"NEWSLEDGER_NOTIFY_SLACK": "verysecret", "NEWSLEDGER_SMTP_PORT": "99999"})
    assert told == [
        "NEWSLEDGER_NOTIFY_SLACK: slack must be an address that begins with https:// or http://",
        "NEWSLEDGER_SMTP_PORT: port must be a number from 1 to 65535, not '99999'",
        "newsledger.toml: line 2: webhook must be an address that begins with https:// or http://",
        "newsledger.toml: line 3: on must be a list of some of refused, crashed, late, warned, recovered,"
        " not ['refused', 'lost']",
        "newsledger.toml: line 4: unknown key 'later'; known are on, webhook, slack, teams, command, ping, late_after",
        "newsledger.toml: line 6: sender is missing in [smtp]",
        "newsledger.toml: line 7: host must be the name of a mail server, not 'a b'",
        "newsledger.toml: line 8: to must be a list of mailboxes, not ['x']",
        "newsledger.toml: line 9: unknown key 'password'; known are host, sender, to, port, security, user",
        "newsledger.toml: line 11: unknown section 'metrcs'; known are [notify], [smtp], [metrics], [log], [retention]",
        "newsledger.toml: line 13: settings are written below [log], with one bracket",
    ]


def test_what_variables_alone_leave_out_is_told(tmp_path: Path) -> None:
    assert mistakes(tmp_path, {"NEWSLEDGER_SMTP_HOST": "mail.example"}) == [
        "environment: sender is missing in [smtp]",
        "environment: to is missing in [smtp]",
    ]


def test_the_password_comes_from_the_environment_only(tmp_path: Path) -> None:
    written(tmp_path, '[smtp]\nhost = "m"\nsender = "a@b"\nto = "c@d"\nuser = "ledger"\n')
    assert mistakes(tmp_path, {}) == [
        "environment: NEWSLEDGER_SMTP_PASSWORD is missing, the password of the user in [smtp]"
    ]
    assert read_configuration(tmp_path, {"NEWSLEDGER_SMTP_PASSWORD": "x"}).smtp.user == "ledger"


def test_no_secret_is_shown_with_the_settings(tmp_path: Path) -> None:
    keys = "".join(f'{key} = "{SECRET}"\n' for key in ("webhook", "slack", "teams", "ping", "command"))
    assert "secret" not in repr(read_configuration(written(tmp_path, f"[notify]\n{keys}"), {}))
