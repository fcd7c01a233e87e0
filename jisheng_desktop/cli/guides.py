"""`jisheng manual` and `jisheng desk-card`: what is read beside the program, as PDF."""

from pathlib import Path

import click

from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal
from jisheng_desktop.services.guides import DESK_CARD, MANUAL, copy_guide

target = click.option("--out", "file", type=Path, required=True, help="写到哪个PDF文件")


@click.command("manual", cls=Command, help="使用手册（PDF）。")
@target
@pass_terminal
def manual(terminal: Terminal, *, file: Path) -> None:
    """Write the manual that ships with the program."""
    _write(terminal, MANUAL, file)


@click.command("desk-card", cls=Command, help="快捷键卡片：一页A4（PDF），放在桌上。")
@target
@pass_terminal
def desk_card(terminal: Terminal, *, file: Path) -> None:
    """Write the card of every key of the window."""
    _write(terminal, DESK_CARD, file)


def _write(terminal: Terminal, name: str, file: Path) -> None:
    copy_guide(name, file)
    terminal.answer({"file": str(file)}, [f"已写入 {file}"])
