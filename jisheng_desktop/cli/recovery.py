"""`jisheng recovery` and `keys`: when a password is forgotten, when keys are changed."""

import os
from pathlib import Path

import click

from jisheng_desktop.cli.stations import (
    asked,
    given_password,
    opened,
    operator_name,
    password_file,
    required_password,
    signed_in,
)
from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal
from jisheng_desktop.domain.resets import request_lines
from jisheng_desktop.services.forgotten import (
    answer_request,
    request_in,
    reset_password,
    reset_request,
    write_request,
)
from jisheng_desktop.services.key_change import change_keys
from jisheng_desktop.services.recovery import recovery_sheet, write_sheet


@click.group(help="恢复单：忘记密码时凭它重设，请打印后锁好。")
def recovery() -> None:
    """Hold the commands about the recovery sheet."""


@recovery.command("sheet", cls=Command, help="显示恢复单，或写成可打印的 PDF。")
@click.option("--out", "file", type=Path, help="写成 PDF 文件（打印后请删除）")
@operator_name
@password_file
@pass_terminal
def sheet_command(
    terminal: Terminal,
    *,
    file: Path | None,
    operator: str | None,
    password_file: Path | None,
) -> None:
    """Show the sheet's lines, or write the sheet to be printed."""
    with opened(terminal) as office:
        session = signed_in(password_file, operator)
        if file is not None:
            write_sheet(file, session)
        lines = () if file is not None else recovery_sheet(session)
    numbered = [f"{number}  {line}" for number, line in enumerate(lines, 1)]
    written = [f"已写好：{file}。请打印后锁好，并删除这个文件。"] if file else numbered
    terminal.answer(
        {
            "station_code": office.code,
            "lines": list(lines),
            "file": str(file) if file else None,
        },
        [f"恢复单  {office.name}（{office.code}）", *written],
    )


@recovery.command(
    "request", cls=Command, help="站点：忘记密码，做一份请区县重设密码的申请。"
)
@click.option("--out", "file", type=Path, help="写成文件（也可直接复制文字）")
@pass_terminal
def request_command(terminal: Terminal, *, file: Path | None) -> None:
    """Show the request; it needs no password and tells nobody but the district."""
    with opened(terminal) as office:
        request = reset_request()
        if file is not None:
            write_request(file)
    terminal.answer(
        {
            "station_code": office.code,
            "request": request,
            "file": str(file) if file else None,
        },
        [
            f"{office.name}（{office.code}）申请重设密码，请把下面整段交给区县：",
            request_lines(request),
        ],
    )


@recovery.command("answer", cls=Command, help="区县：核实站点的申请，给出一次性代码。")
@click.argument("request")
@operator_name
@password_file
@pass_terminal
def answer_command(
    terminal: Terminal,
    *,
    request: str,
    operator: str | None,
    password_file: Path | None,
) -> None:
    """Answer a request, given as its text or as a file."""
    with opened(terminal):
        session = signed_in(password_file, operator)
        answer = answer_request(request_in(request), session)
    terminal.answer(
        answer,
        [
            f"站点：{answer.station_name}（{answer.station_code}）",
            f"一次性代码：{answer.code}（请当面或电话核实是本人后再告诉对方）",
        ],
    )


@recovery.command(
    "reset",
    cls=Command,
    help="凭恢复单或区县的一次性代码重设密码（从 JISHENG_RECOVERY 或终端输入）。",
)
@operator_name
@password_file
@pass_terminal
def reset_command(
    terminal: Terminal, *, operator: str | None, password_file: Path | None
) -> None:
    """Set a new password by the sheet, or by the district's code."""
    question = "恢复码或一次性代码"
    text = os.environ.get("JISHENG_RECOVERY") or asked(question, "JISHENG_RECOVERY")
    password = required_password(password_file, "新密码")
    with opened(terminal):
        session = reset_password(operator, text, password)
    terminal.answer(
        {"operator": session.operator.name}, [f"{session.operator.name}的密码已重设。"]
    )


@click.group(help="区县的密钥。")
def keys() -> None:
    """Hold the commands about the district's keys."""


@keys.command(
    "change",
    cls=Command,
    help="更换区县的密钥：旧密钥仍可打开旧文件，各站点收到下一份答复后改用新密钥。",
)
@operator_name
@password_file
@pass_terminal
def change_command(
    terminal: Terminal, *, operator: str | None, password_file: Path | None
) -> None:
    """Change the keys; the first passwords of the other operators are shown once."""
    with opened(terminal) as office:
        session = signed_in(password_file, operator)
        password = given_password(password_file) or ""
        if session.operator.protected and not password:
            password = asked("密码（再输一次）", "JISHENG_PASSWORD")
        done = change_keys(session, password)
    names = [f"{name}的新密码：{code}" for name, code in done.passwords.items()]
    terminal.answer(
        {"station_code": office.code, "passwords": dict(done.passwords)},
        [
            "密钥已更换。请马上重新打印恢复单并做一次备份；旧的恢复单已作废。",
            *names,
        ],
    )
