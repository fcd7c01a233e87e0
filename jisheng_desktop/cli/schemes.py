"""`jisheng schemes`: a scheme read back in words, adopted, and founded for a year."""

from pathlib import Path

import click

from jisheng_desktop.cli.stations import opened
from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal
from jisheng_desktop.domain.explaining import explain
from jisheng_desktop.domain.scheme_years import read_year
from jisheng_desktop.domain.schemes import Insurer, Scheme
from jisheng_desktop.services.deciding import SchemeReading, check_scheme
from jisheng_desktop.services.scheme_years import (
    Prepared,
    name_insurer,
    prepare_year,
)
from jisheng_desktop.services.schemes import add_scheme, scheme_text_in


@click.group(help="方案文件：检查、采用、填写年度和承保公司。")
def schemes() -> None:
    """Hold the commands about scheme files."""


@schemes.command(cls=Command, help="检查方案文件，并用白话读出它的意思。")
@click.argument("file")
@pass_terminal
def check(terminal: Terminal, file: str) -> None:
    """Validate a scheme file and say in words what it means."""
    _answer(terminal, check_scheme(file))


@schemes.command(cls=Command, help="采用一个方案文件；同名的方案被替换。")
@click.argument("file", type=Path)
@pass_terminal
def add(terminal: Terminal, file: Path) -> None:
    """Add a scheme file to the station, or replace the one with its id."""
    with opened(terminal):
        scheme = add_scheme(scheme_text_in(file))
    _answer(terminal, _reading(Prepared(scheme, (), 0)))


@schemes.command(
    cls=Command, help="区县：把一个年度（TOML，同 [[years]] 的键）写进方案。"
)
@click.argument("scheme")
@click.argument("file", type=Path)
@pass_terminal
def year(terminal: Terminal, scheme: str, file: Path) -> None:
    """Write one year's prices, windows and payers into a scheme."""
    with opened(terminal):
        prepared = prepare_year(scheme, read_year(scheme_text_in(file)))
    _answer(terminal, _reading(prepared))


@schemes.command(cls=Command, help="区县：填写承保公司。")
@click.argument("scheme")
@click.option("--name", required=True, help="公司名称")
@click.option("--branch", help="属地机构")
@click.option("--hotline", help="服务热线")
@pass_terminal
def insurer(
    terminal: Terminal, scheme: str, name: str, branch: str | None, hotline: str | None
) -> None:
    """Write into a scheme who insures."""
    with opened(terminal):
        prepared = name_insurer(
            scheme, Insurer(name=name, branch=branch, hotline=hotline)
        )
    _answer(terminal, _reading(prepared))


def _reading(prepared: Prepared) -> SchemeReading:
    scheme: Scheme = prepared.scheme
    return SchemeReading(
        ok=True,
        id=scheme.id,
        name=scheme.name,
        sections=tuple(explain(scheme)),
        warnings=prepared.warnings,
    )


def _answer(terminal: Terminal, reading: SchemeReading) -> None:
    lines: list[str] = []
    for section in reading.sections:
        lines += [f"【{section.title}】", *(f"  {line}" for line in section.lines), ""]
    lines += [f"注意：{warning.text}（{warning.code}）" for warning in reading.warnings]
    terminal.answer(reading, lines)
