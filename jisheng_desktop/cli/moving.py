"""`jisheng move`: the district gives a household to another station."""

from pathlib import Path

import click

from jisheng_desktop.cli.stations import (
    opened,
    operator_name,
    password_file,
    signed_in,
)
from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal
from jisheng_desktop.services.moving import move_household


@click.command("move", cls=Command, help="区县：把一户移交给另一个站点。")
@click.argument("number")
@click.option("--to", required=True, help="新站点的代码")
@click.option("--reason", required=True, help="移交的原因")
@operator_name
@password_file
@pass_terminal
def move(
    terminal: Terminal,
    *,
    number: str,
    to: str,
    reason: str,
    operator: str | None,
    password_file: Path | None,
) -> None:
    """Move the household of an enrolment, receipt or household number."""
    with opened(terminal):
        session = signed_in(password_file, operator)
        done = move_household(number, to, operator=session.operator, reason=reason)
    terminal.answer(
        done,
        [
            f"{done.household_no}已移交“{done.to_name}”（{done.to_station}）。",
            "请导出答复，交给两边的站点。",
        ],
    )
