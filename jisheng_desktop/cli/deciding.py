"""`jisheng decide`: what the policy says about household documents."""

from datetime import date
from pathlib import Path

import click
import msgspec
from typing_extensions import override

from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal, print_raw
from jisheng_desktop.domain.decisions import Decision, encode
from jisheng_desktop.domain.reading import check_day
from jisheng_desktop.domain.strict import Unreadable
from jisheng_desktop.services.deciding import (
    decide_file,
    decide_lines,
    load_scheme,
)

BLOCKED = 1


class IsoDate(click.ParamType[date]):
    """A date written 2026-01-15."""

    name = "日期"

    @override
    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> date:
        try:
            day = msgspec.convert(value, date)
            check_day("--on", day)
        except msgspec.ValidationError:
            self.fail(f"“{value}”不是日期，应写作 2026-01-15", param, ctx)
        except Unreadable as error:
            self.fail(str(error), param, ctx)
        return day


@click.command(cls=Command, help="按方案认定家庭文档：类别、保费、补贴、自付和问题。")
@click.option("--scheme", "scheme_file", required=True, help="方案文件（TOML）")
@click.option("--on", type=IsoDate(), help="按这一天参保（代替文档中的 enrolled_on）")
@click.option(
    "--lines",
    type=Path,
    help="批量：每行一个文档（JSONL），每行输出一个认定",
)
@click.argument("document", required=False, type=Path)
@pass_terminal
def decide(
    _terminal: Terminal,
    scheme_file: str,
    on: date | None,
    lines: Path | None,
    document: Path | None,
) -> int:
    """Print the decision on one document, or one a line in bulk."""
    if (document is None) == (lines is None):
        raise click.UsageError("须给出一个文档，或用 --lines 给出一个 JSONL 文件")
    scheme = load_scheme(scheme_file)
    if document is not None:
        decision = decide_file(document, scheme, on=on)
        print_raw(msgspec.json.format(encode(decision), indent=2))
        return _code(decision)
    code = 0
    assert lines is not None
    for result in decide_lines(lines, scheme, on=on):
        if isinstance(result, Decision):
            print_raw(encode(result))
            code = max(code, _code(result))
        else:
            print_raw(msgspec.json.encode(result))
            code = BLOCKED
    return code


def _code(decision: Decision) -> int:
    return BLOCKED if decision.decision == "BLOCK" else 0
