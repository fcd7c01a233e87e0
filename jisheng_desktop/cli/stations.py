"""What commands share that work on a station's library: opening it, and secrets."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from getpass import getpass
from pathlib import Path
from typing import Any

import click

from jisheng_desktop.cli.terminal import Terminal, say
from jisheng_desktop.domain.stations import Office
from jisheng_desktop.errors import EnvironmentTrouble
from jisheng_desktop.paths import data_folder
from jisheng_desktop.services.library import close_library, open_library
from jisheng_desktop.services.operators import Session, acting_operator, sign_in

# How long a command waits for another program to finish with the library.
PATIENCE_S = 10.0

password_file: Callable[..., Any] = click.option(
    "--password-file", type=Path, help="从文件读取密码（也可用 JISHENG_PASSWORD）"
)
operator_name: Callable[..., Any] = click.option(
    "--operator", help="以哪位操作员的名义（默认第一位）"
)


class NoPassword(EnvironmentTrouble):
    """A password is needed, and there is nobody to ask."""


def station_folder(terminal: Terminal) -> Path:
    """Return the data folder that the command line names, or the default."""
    return terminal.data or data_folder()


@contextmanager
def opened(terminal: Terminal) -> Iterator[Office]:
    """Open the station's library for one command."""
    office = open_library(station_folder(terminal), wait_seconds=PATIENCE_S)
    try:
        if office.notice:
            say(office.notice)
        yield office
    finally:
        close_library()


def given_password(file: Path | None) -> str | None:
    """Return the password from the environment or a file, None when none is given."""
    if file is not None:
        try:
            return file.read_text(encoding="utf-8").rstrip("\r\n")
        except (OSError, UnicodeDecodeError) as error:
            raise EnvironmentTrouble(f"读不了密码文件“{file}”，请检查路径") from error
    return os.environ.get("JISHENG_PASSWORD")


def required_password(file: Path | None, question: str = "密码") -> str:
    """Return the password, asked on the terminal when it is given nowhere."""
    given = given_password(file)
    return given if given is not None else asked(question, "JISHENG_PASSWORD")


def signed_in(file: Path | None, operator: str | None = None) -> Session:
    """Sign in to the open library, asking for a password only where there is one."""
    if not acting_operator(operator).protected:
        return sign_in(operator, "")
    return sign_in(operator, required_password(file))


def asked(question: str, variable: str) -> str:
    """Ask for a secret on the terminal; raise `NoPassword` where there is none."""
    if not sys.stdin.isatty():
        raise NoPassword(f"需要{question}：请设置环境变量 {variable}，或在终端中运行")
    return getpass(f"{question}：")
