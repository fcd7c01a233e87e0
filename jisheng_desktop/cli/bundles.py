"""`jisheng export`, `import` and `ack`: sealed files from station to district and back."""

import sys
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from jisheng_desktop.cli.stations import (
    opened,
    operator_name,
    password_file,
    signed_in,
)
from jisheng_desktop.cli.terminal import (
    Command,
    Terminal,
    pass_terminal,
    say,
    worst_of,
)
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.errors import EnvironmentTrouble
from jisheng_desktop.services.answering import write_answers
from jisheng_desktop.services.arrivals import Imported
from jisheng_desktop.services.covering import write_cover
from jisheng_desktop.services.exporting import Exported, export
from jisheng_desktop.services.importing import import_files
from jisheng_desktop.services.operators import Session

INTERRUPTED = 130

folder_option = click.option(
    "--out", "folder", type=Path, required=True, help="写到哪个文件夹（如U盘）"
)


@click.command("export", cls=Command, help="上报：导出尚未得到答复的全部内容。")
@folder_option
@click.option("--from-seq", type=click.IntRange(min=1), help="从第几包起重新导出")
@click.option("--cover", type=Path, help="另写一张供签字的交接单（PDF）")
@operator_name
@password_file
@pass_terminal
def export_command(
    terminal: Terminal,
    *,
    folder: Path,
    from_seq: int | None,
    cover: Path | None,
    operator: str | None,
    password_file: Path | None,
) -> None:
    """Write the bundle of everything not yet acknowledged."""
    with opened(terminal):
        session = signed_in(password_file, operator)
        done = export(folder, session, from_seq=from_seq)
        if cover is not None:
            _write_cover(done, session, cover)
    terminal.answer(done, _sent_lines(done, cover))


def _write_cover(done: Exported, session: Session, cover: Path) -> None:
    try:
        write_cover(done, session, cover)
    except EnvironmentTrouble as trouble:
        sentence = f"上报包已写好（{done.file}），交接单没有写成：{trouble}"
        raise EnvironmentTrouble(sentence) from trouble


def _sent_lines(done: Exported, cover: Path | None) -> Iterator[str]:
    sums = done.sums_fen
    yield f"上报包：{done.file}（第{done.seq}包，核对码{done.spoken}）"
    yield (
        f"参保{done.counts.get('ENROLLMENT', 0)}份，作废{done.counts.get('VOID', 0)}份；"
        f"保费{yuan(sums.premium)}元，补贴{yuan(sums.subsidy)}元，自付{yuan(sums.self_pay)}元"
    )
    if cover is not None:
        yield f"交接单：{cover}，请打印后双方签字"


@click.command("import", cls=Command, help="收包：导入上报包或答复文件（可重复导入）。")
@click.argument("paths", type=Path, nargs=-1, required=True)
@operator_name
@password_file
@pass_terminal
def import_command(
    terminal: Terminal,
    *,
    paths: tuple[Path, ...],
    operator: str | None,
    password_file: Path | None,
) -> int:
    """Take in sealed files, or folders of them."""
    with opened(terminal):
        session = signed_in(password_file, operator)
        try:
            results = import_files(paths, session, _progress)
        except KeyboardInterrupt:
            say("已停止；已导入的文件有效，再导入一次即可接着进行。")
            return INTERRUPTED
    answer = {"files": [_row(result) for result in results]}
    terminal.answer(answer, (f"{r.file}：{_said(r)}" for r in results))
    return worst_of(result.exit_code for result in results)


def _progress(done: int, total: int) -> None:
    if total > 1 and done and sys.stderr.isatty():
        say(f"第{done}个，共{total}个文件")


def _said(result: Imported) -> str:
    return f"{result.text}。{result.warning}" if result.warning else result.text


def _row(result: Imported) -> dict[str, object]:
    row: dict[str, object] = msgspec.to_builtins(result)
    del row["exit_code"]
    return row


@click.command("ack", cls=Command, help="导出给各站点的答复文件。")
@folder_option
@operator_name
@password_file
@pass_terminal
def ack_command(
    terminal: Terminal,
    *,
    folder: Path,
    operator: str | None,
    password_file: Path | None,
) -> None:
    """Write an answer for every station whose bundles were taken in."""
    with opened(terminal):
        written = write_answers(folder, signed_in(password_file, operator))
    lines = (
        f"{each.station_code}：{each.file}（受理{each.accepted}户，退回{each.returned}户，"
        f"冲突{each.conflicts}户）"
        for each in written
    )
    answer = {"files": [msgspec.to_builtins(each) for each in written]}
    terminal.answer(answer, lines if written else ["没有需要答复的站点。"])
