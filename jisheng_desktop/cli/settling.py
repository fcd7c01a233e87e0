"""`jisheng settle`: what a day's receipts come to (日结), on the screen or on paper."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import click
import msgspec

from jisheng_desktop.cli.stations import opened, password_file, signed_in
from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal
from jisheng_desktop.domain.money import capital, yuan
from jisheng_desktop.domain.settlements import Settlement, Sums
from jisheng_desktop.services.moments import today
from jisheng_desktop.services.settling import day_settlement, write_settlement


@click.command("settle", cls=Command, help="日结：一天的回执按缴费方式合计。")
@click.option("--day", type=click.DateTime(["%Y-%m-%d"]), help="哪一天（默认今天）")
@click.option("--out", "file", type=Path, help="同时写出日结单（PDF）")
@password_file
@pass_terminal
def settle(
    terminal: Terminal,
    *,
    day: datetime | None,
    file: Path | None,
    password_file: Path | None,
) -> None:
    """Say what a day comes to; write it on paper where a file is named."""
    on = day.date() if day else today()
    with opened(terminal):
        found = day_settlement(on)
        if file is not None:
            write_settlement(on, signed_in(password_file), file)
    document = msgspec.to_builtins(found) | {"file": str(file) if file else None}
    terminal.answer(document, _lines(found, on, file))


def _lines(found: Settlement, on: date, file: Path | None) -> Iterator[str]:
    yield f"{found.station}　{on}"
    for each in found.methods:
        yield f"{each.method}：{_words(each.sums)}"
    total = found.total.self_pay_fen
    yield f"合计：{_words(found.total)}（人民币{capital(total)}）"
    for first, last in found.ranges:
        yield f"回执号：{first}" + (f" 至 {last}" if last != first else "")
    if found.voids:
        yield f"作废：{'、'.join(found.voids)}"
    if file is not None:
        yield f"已写入 {file}"


def _words(sums: Sums) -> str:
    return (
        f"{sums.households}户{sums.persons}人，保费{yuan(sums.premium_fen)}元，"
        f"补贴{yuan(sums.subsidy_fen)}元，自付{yuan(sums.self_pay_fen)}元"
    )
