"""`jisheng schemes check`: a scheme file read back in plain sentences."""

import click

from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal
from jisheng_desktop.services.deciding import check_scheme


@click.group(help="方案文件。")
def schemes() -> None:
    """Hold the commands about scheme files."""


@schemes.command(cls=Command, help="检查方案文件，并用白话读出它的意思。")
@click.argument("file")
@pass_terminal
def check(terminal: Terminal, file: str) -> None:
    """Validate a scheme file and say in words what it means."""
    reading = check_scheme(file)
    lines: list[str] = []
    for section in reading.sections:
        lines += [f"【{section.title}】", *(f"  {line}" for line in section.lines), ""]
    lines += [f"注意：{warning.text}（{warning.code}）" for warning in reading.warnings]
    terminal.answer(reading, lines)
