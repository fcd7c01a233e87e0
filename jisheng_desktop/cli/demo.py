"""`jisheng demo`: a practice district played through a whole season."""

import os
from pathlib import Path

import click

from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal, say
from jisheng_desktop.services.season import play_season, season_lines

DOES_NOT_ADD_UP = 1


@click.command(
    cls=Command, help="演示：建一个演练区县，走完登记、打印、上报、收包、答复的一季。"
)
@click.option("--out", "folder", type=Path, required=True, help="写到哪个空文件夹")
@pass_terminal
def demo(terminal: Terminal, folder: Path) -> int:
    """Play the season, say how it goes on standard error, print its summary."""
    # The anchors of practice stations belong beside them, not in the user's own folder.
    os.environ["JISHENG_STATE"] = str(folder.absolute() / "state")
    summary = play_season(folder.absolute(), say)
    terminal.answer(summary, season_lines(summary))
    return 0 if summary.adds_up else DOES_NOT_ADD_UP
