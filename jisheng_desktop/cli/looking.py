"""`jisheng find`, `status` and `check`: looking into the library without changing it."""

import click

from jisheng_desktop.cli.stations import opened
from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.states import STATE_NAMES
from jisheng_desktop.services import checking, overview, searching

UNSOUND = 1


@click.command(cls=Command, help="按姓名、拼音首字母、证件号、电话、回执号查找。")
@click.argument("text")
@click.option("--limit", type=click.IntRange(1, 10_000), default=50, show_default=True)
@pass_terminal
def find(terminal: Terminal, text: str, limit: int) -> None:
    """Find persons and show the enrolments in which they stand."""
    with opened(terminal):
        found = searching.find(text, limit, count_all=True)
    lines = [
        f"{hit.name}  {hit.id_masked}  {hit.village}  {STATE_NAMES[hit.state]}"
        f"  {hit.receipt_no or ''}"
        for hit in found.results
    ]
    terminal.answer(found, [*lines, f"共 {found.total} 人"])


@click.command(cls=Command, help="各状态的户数、金额、未上报数。")
@pass_terminal
def status(terminal: Terminal) -> None:
    """Show how the library stands."""
    with opened(terminal):
        now = overview.status()
    counts = [f"{STATE_NAMES[s]} {n}" for s, n in now.enrollments.items() if n]
    sums = now.sums_fen
    terminal.answer(
        now,
        [
            f"{now.station.name}（{now.station.code}）",
            f"家庭 {now.households} 户，{now.persons} 人：{'，'.join(counts) or '无'}",
            (
                f"保费 {yuan(sums.premium)} 元，补贴 {yuan(sums.subsidy)} 元，"
                f"自付 {yuan(sums.self_pay)} 元"
            ),
            f"未送达 {now.unsent} 份",
            *filter(None, [now.clock]),
        ],
    )


@click.command(cls=Command, help="检查数据：文件、日志链、金额、编号。")
@pass_terminal
def check(terminal: Terminal) -> int:
    """Prove the library."""
    with opened(terminal):
        checks = checking.check()
    ok = all(each.ok for each in checks)
    lines = [f"{'正常' if c.ok else '有误'}  {c.name}：{c.detail}" for c in checks]
    terminal.answer({"ok": ok, "checks": list(checks)}, lines)
    return 0 if ok else UNSOUND
