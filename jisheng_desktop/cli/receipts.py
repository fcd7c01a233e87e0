"""`jisheng receipt` and `jisheng verify-receipt`: printing receipts, checking codes."""

from collections.abc import Sequence
from pathlib import Path

import click
import msgspec

from jisheng_desktop.cli.stations import (
    opened,
    password_file,
    signed_in,
)
from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal, say
from jisheng_desktop.printing.papers import PAPERS, Paper
from jisheng_desktop.services.receipt_lists import unprinted
from jisheng_desktop.services.receipts import (
    Layout,
    PrintedReceipt,
    Printout,
    print_to_file,
)
from jisheng_desktop.services.verifying import verify

REFUSED = 1
NOTHING: dict[str, object] = {"file": None, "pages": 0, "receipts": [], "refused": []}


@click.command(
    "receipt", cls=Command, help="打印参保回执到 PDF 文件；打印过的再印标注补打。"
)
@click.argument("numbers", nargs=-1)
@click.option("--all-unprinted", is_flag=True, help="所有还没打印的回执")
@click.option("--paper", type=click.Choice(PAPERS), default="A5", help="纸张")
@click.option("--out", "file", type=Path, required=True, help="PDF 文件")
@password_file
@pass_terminal
def receipt_command(
    terminal: Terminal,
    *,
    numbers: tuple[str, ...],
    all_unprinted: bool,
    paper: Paper,
    file: Path,
    password_file: Path | None,
) -> int:
    """Print receipts into a PDF; exit 1 when one of them was refused."""
    _require_one_choice(numbers, all_unprinted=all_unprinted)
    with opened(terminal):
        session = signed_in(password_file)
        wanted = unprinted() if all_unprinted else numbers
        if not wanted:
            terminal.answer(NOTHING, ["没有还没打印的回执，没有写文件。"])
            return 0
        printout = print_to_file(wanted, session, file, Layout(paper))
    for refused in printout.refused:
        say(f"{refused.receipt_no}：{refused.text}")
    terminal.answer(_document(file, printout), _lines(file, printout))
    return REFUSED if printout.refused else 0


@click.command("verify-receipt", cls=Command, help="核验回执上的校验码（不用网络）。")
@click.argument("text")
@pass_terminal
def verify_receipt(terminal: Terminal, *, text: str) -> int:
    """Check the code of a receipt; exit 1 unless it is proved genuine."""
    with opened(terminal):
        verification = verify(text)
    terminal.answer(verification, [verification.text])
    return 0 if verification.genuine else REFUSED


def _require_one_choice(numbers: Sequence[str], *, all_unprinted: bool) -> None:
    if bool(numbers) == all_unprinted:
        raise click.UsageError("请给出回执号，或用 --all-unprinted，二者选一")


def _document(file: Path, printout: Printout) -> dict[str, object]:
    return {
        "file": str(file),
        "pages": printout.pages,
        "receipts": [_receipt(each) for each in printout.receipts],
        "refused": msgspec.to_builtins(printout.refused),
    }


def _receipt(printed: PrintedReceipt) -> dict[str, object]:
    return {
        "receipt_no": printed.receipt_no,
        "enroll_no": printed.enroll_no,
        "code": printed.code,
        "reprint": printed.reprint,
    }


def _lines(file: Path, printout: Printout) -> list[str]:
    again = sum(bool(each.reprint) for each in printout.receipts)
    marked = f"，其中 {again} 张标注补打" if again else ""
    return [
        f"{len(printout.receipts)} 张回执、{printout.pages} 页已写入 {file}{marked}"
    ]
