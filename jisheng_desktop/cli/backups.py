"""`jisheng backup` and `jisheng restore`: one sealed file, and back again."""

from pathlib import Path

import click
import msgspec

from jisheng_desktop.cli.stations import (
    opened,
    operator_name,
    password_file,
    required_password,
    station_folder,
)
from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal
from jisheng_desktop.services.backups import back_up
from jisheng_desktop.services.operators import sign_in
from jisheng_desktop.services.restoring import restore


@click.command(cls=Command, help="把全部数据备份成一个加密文件。")
@click.option("--out", "file", type=Path, required=True, help="备份文件")
@password_file
@operator_name
@pass_terminal
def backup(
    terminal: Terminal, *, file: Path, password_file: Path | None, operator: str | None
) -> None:
    """Write the library into one sealed file."""
    with opened(terminal):
        session = sign_in(operator, required_password(password_file))
        back_up(file, session)
    size = file.stat().st_size
    terminal.answer({"file": str(file), "bytes": size}, [f"已备份到 {file}"])


@click.command("restore", cls=Command, help="检查备份后恢复；原有数据另存一旁。")
@click.argument("file", type=Path)
@click.option("--try", "try_only", is_flag=True, help="只检查备份，不替换数据")
@password_file
@pass_terminal
def restore_command(
    terminal: Terminal, *, file: Path, try_only: bool, password_file: Path | None
) -> None:
    """Prove a backup and put it in the library's place."""
    folder = station_folder(terminal)
    password = required_password(password_file)
    proof = restore(folder, file, password, try_only=try_only)
    done = "备份完好" if try_only else "已恢复"
    terminal.answer(
        {**msgspec.to_builtins(proof), "restored": not try_only},
        [f"{done}：{proof.name}，{proof.households} 户，备份于 {proof.created_at}"],
    )
