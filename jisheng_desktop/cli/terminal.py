"""What every command shares: options, output, and the one place where errors end."""

import contextlib
import os
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import click
import msgspec

from jisheng_desktop.errors import EnvironmentTrouble, UserError, reason_of

Encodable = msgspec.Struct | dict[str, Any] | list[Any]


class Terminal(msgspec.Struct):
    """Where a command reads its data folder from and how it answers."""

    data: Path | None = None
    as_json: bool = False

    def answer(self, document: Encodable, lines: Iterable[str]) -> None:
        """Print the result: the document with --json, the lines for people without."""
        if self.as_json:
            print_json(document)
        else:
            print_lines(lines)


def print_json(document: Encodable) -> None:
    """Write one UTF-8 JSON document to standard output."""
    packed = msgspec.json.encode(document)
    _write(msgspec.json.format(packed, indent=2) + b"\n")


def print_lines(lines: Iterable[str]) -> None:
    """Write lines of text to standard output."""
    for line in lines:
        _write(line.encode("utf-8", "replace") + b"\n")


def print_raw(line: bytes) -> None:
    """Write one encoded line to standard output."""
    _write(line + b"\n")


def say(text: str) -> None:
    """Tell the user something beside the result: on standard error."""
    sys.stderr.buffer.write(text.encode("utf-8", "replace") + b"\n")
    sys.stderr.flush()


def refuse(error: UserError, *, as_json: bool) -> int:
    """Report a refusal in its place and return the exit code it asks for."""
    if as_json:
        document = getattr(error, "document", None) or {"error": str(error)}
        with contextlib.suppress(EnvironmentTrouble):
            print_json(document)
    say(str(error))
    return error.exit_code


def worst_of(codes: Iterable[int]) -> int:
    """Return the exit code of several: 1 if any was refused, the others stand."""
    found = set(codes)
    refused = UserError.exit_code
    return refused if refused in found else max(found, default=0)


def _write(data: bytes) -> None:
    try:
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        raise  # whoever was reading has seen enough; click ends quietly
    except (OSError, ValueError, AttributeError) as error:
        _give_up_output()
        why = reason_of(error) if isinstance(error, OSError) else "已关闭"
        raise EnvironmentTrouble(
            f"结果无法写出（{why}），请检查磁盘或输出位置"
        ) from error


def _give_up_output() -> None:
    """Let what could not be written go: Python tries again at its end, and exits 120."""
    with contextlib.suppress(OSError, ValueError, AttributeError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Command(click.Command):
    """A command that takes --json and --data, wherever on the line they stand."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the shared options behind the command's own."""
        super().__init__(*args, **kwargs)
        self.params += _shared_options()


class CommandGroup(click.Group):
    """A group that is a command by itself when none of its commands is named."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add the shared options behind the group's own."""
        super().__init__(*args, **kwargs | {"invoke_without_command": True})
        self.params += _shared_options()


def _shared_options() -> list[click.Parameter]:
    return [
        click.Option(
            ["--json"],
            is_flag=True,
            expose_value=False,
            callback=_set_json,
            help="以 JSON 输出结果",
        ),
        click.Option(
            ["--data"],
            type=click.Path(path_type=Path, file_okay=False),
            expose_value=False,
            callback=_set_data,
            help="站点数据文件夹",
        ),
    ]


def _set_json(context: click.Context, _parameter: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's own call
    if value:
        context.find_object(Terminal).as_json = True  # type: ignore[union-attr]


def _set_data(
    context: click.Context, _parameter: click.Parameter, value: Path | None
) -> None:
    if value is not None:
        context.find_object(Terminal).data = value  # type: ignore[union-attr]


pass_terminal: Callable[..., Any] = click.make_pass_decorator(Terminal)
