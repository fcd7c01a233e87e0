"""`jisheng recovery`: the sheet that opens a station when its password is forgotten."""

import os
from pathlib import Path

import click

from jisheng_desktop.cli.stations import (
    asked,
    opened,
    operator_name,
    password_file,
    required_password,
    signed_in,
)
from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal
from jisheng_desktop.services.recovery import recovery_sheet, set_password_by_sheet


@click.group(help="恢复单：忘记密码时凭它重设，请打印后锁好。")
def recovery() -> None:
    """Hold the commands about the recovery sheet."""


@recovery.command("sheet", cls=Command, help="显示恢复单，供打印保存。")
@operator_name
@password_file
@pass_terminal
def sheet_command(
    terminal: Terminal, *, operator: str | None, password_file: Path | None
) -> None:
    """Show the sheet's lines."""
    with opened(terminal) as office:
        lines = recovery_sheet(signed_in(password_file, operator))
    numbered = [f"{number}  {line}" for number, line in enumerate(lines, 1)]
    terminal.answer(
        {"station_code": office.code, "lines": list(lines)},
        [f"恢复单  {office.name}（{office.code}）", *numbered],
    )


@recovery.command(
    "reset",
    cls=Command,
    help="凭恢复单重设密码（恢复码从 JISHENG_RECOVERY 或终端输入）。",
)
@operator_name
@password_file
@pass_terminal
def reset_command(
    terminal: Terminal, *, operator: str | None, password_file: Path | None
) -> None:
    """Set a new password by the sheet."""
    text = os.environ.get("JISHENG_RECOVERY") or asked("恢复码", "JISHENG_RECOVERY")
    password = required_password(password_file, "新密码")
    with opened(terminal):
        session = set_password_by_sheet(operator, text, password)
    terminal.answer(
        {"operator": session.operator.name}, [f"{session.operator.name}的密码已重设。"]
    )
