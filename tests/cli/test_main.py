"""The command line's boundary: every way a command can end has its exit code."""

import re
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


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ("nothing", "没有命令 nothing"),
        ("decide --scheme", "选项 --scheme 后面缺少值"),
        ("status --json=1", "选项 --json 后面不能有值"),
        ("status --jsno", "没有选项 --jsno，是否为 --json"),
        ("status now", "多出了参数 now"),
        ("find a --limit x", "“x”不是整数"),
        ("find a --limit 0", "0 不在 1<=x<=10000 之内"),
        ("receipt 1 --out x --paper A6", "“A6”不是 'A4', 'A5', '241x140' 之一"),
        ("report weather --out x", "“weather”不是 'summary'"),
        (f"status --data {__file__}", "是文件，不是文件夹"),
    ],
)
def test_what_is_wrong_with_a_command_line_is_said_in_chinese(
    arguments: str, words: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    assert main.run(arguments.split()) == 2
    said = capfdbinary.readouterr().err.decode()
    assert words in said
    assert not re.search(r"\b(is|not|in|a|option|argument)\b", said.lower()), said


def test_the_queue_of_duplicates_needs_no_more_words(
    capfdbinary: pytest.CaptureFixture[bytes],
) -> None:
    assert main.run(["duplicates"]) == 3  # no library yet: no fault of the line
    assert "还没有站点数据" in capfdbinary.readouterr().err.decode()
