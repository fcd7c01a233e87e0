"""The command line's boundary: every way a command can end has its exit code."""

from pathlib import Path

import click
import pytest

from jisheng_desktop.cli import main
from jisheng_desktop.errors import CancelledByUser, EnvironmentTrouble, UserError

SECRET = "53040219630520118X"


@pytest.mark.parametrize(
    ("error", "code"),
    [
        (UserError("请改正"), 1),
        (EnvironmentTrouble("磁盘已满"), 3),
        (CancelledByUser(), 130),
        (KeyboardInterrupt(), 130),
        (click.Abort(), 130),
        (ValueError(SECRET), 70),
    ],
)
def test_every_end_has_its_exit_code(
    error: BaseException,
    code: int,
    monkeypatch: pytest.MonkeyPatch,
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    def fails(*_arguments: object, **_options: object) -> None:
        raise error

    monkeypatch.setattr(main.jisheng, "main", fails)
    assert main.run(["decide"]) == code
    said = capfdbinary.readouterr()
    assert b"Traceback" not in said.err
    assert SECRET.encode() not in said.err


def test_a_bug_leaves_a_report_without_what_was_typed(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def fails(*_arguments: object, **_options: object) -> None:
        raise ValueError(SECRET)

    monkeypatch.setattr(main.jisheng, "main", fails)
    main.run(["decide"])
    words = capfdbinary.readouterr().err.decode().strip()
    text = Path(words.rpartition("：")[2]).read_text(encoding="utf-8")
    assert "ValueError" in text
    assert SECRET not in text


def test_help_and_version_are_no_errors(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main.run(["--help"]) == 0
    assert main.run(["--version"]) == 0
    assert "decide" in capfdbinary.readouterr().out.decode()


@pytest.mark.parametrize("name", sorted(main.jisheng.commands))
def test_every_command_explains_itself_in_chinese(
    name: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main.run([name, "--help"]) == 0
    assert any("一" <= c <= "鿿" for c in capfdbinary.readouterr().out.decode())
