"""`jisheng roster` and `jisheng report`: the lists that go to insurer and government."""

from pathlib import Path

import click

from jisheng_desktop.cli.stations import opened
from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.services.insurer_rosters import (
    Choice,
    InsurerRoster,
    write_roster,
)
from jisheng_desktop.services.report_contents import NAMES, Name
from jisheng_desktop.services.reporting import BY_VILLAGE, Report, write_report


@click.command("roster", cls=Command, help="导出给承保公司的被保险人清单（.xlsx）。")
@click.option("--out", type=Path, required=True, help="写到哪个文件（.xlsx）")
@click.option("--village", help="只导出这个村居（代码或名称）")
@click.option("--category", help="只导出这个类别（代码或名称）")
@click.option("--template", type=Path, help="自己的模板（.xlsx，含占位行）")
@click.option("--scheme", "scheme_id", help="方案（站点只有一个方案时不用填）")
@click.option("--year", type=int, help="年度（默认当前年度）")
@pass_terminal
def roster(  # noqa: PLR0913 - one option, one parameter
    terminal: Terminal,
    *,
    out: Path,
    village: str | None,
    category: str | None,
    template: Path | None,
    scheme_id: str | None,
    year: int | None,
) -> None:
    """Write the insurer's list."""
    choice = Choice(
        scheme_id=scheme_id,
        year=year,
        village=village,
        category=category,
        template=template,
    )
    with opened(terminal):
        written = write_roster(out, choice)
    terminal.answer(written, _lines(written))


@click.command(
    "report", cls=Command, help=f"导出报表（.xlsx 或 .pdf）：{'、'.join(NAMES)}。"
)
@click.argument("name", type=click.Choice(NAMES), metavar="NAME")
@click.option("--out", type=Path, required=True, help="写到哪个文件")
@click.option(
    "--village", help=f"只出这个村居（代码或名称），用于 {'、'.join(BY_VILLAGE)}"
)
@click.option("--scheme", "scheme_id", help="方案（站点只有一个方案时不用填）")
@click.option("--year", type=int, help="年度（默认当前年度）")
@pass_terminal
def report(
    terminal: Terminal,
    *,
    name: Name,
    out: Path,
    village: str | None,
    scheme_id: str | None,
    year: int | None,
) -> None:
    """Write one of the reports."""
    with opened(terminal):
        written = write_report(
            name, out, scheme_id=scheme_id, year=year, village=village
        )
    terminal.answer(written, _lines(written))


def _lines(written: InsurerRoster | Report) -> list[str]:
    sums = {name: yuan(fen) for name, fen in written.sums_fen.items()}
    money = "保费{premium}元，补贴{subsidy}元，自付{self_pay}元".format_map(sums)
    count = f"{written.households}户 {written.persons}人"
    return [
        f"已写出 {written.file}：{written.rows}行",
        f"{written.policy_year}年度 {count}，{money}",
    ]
