"""`jisheng import-policies`: the policy numbers that the insurer sends back."""

from collections.abc import Iterator
from pathlib import Path

import click

from jisheng_desktop.cli.importing import told
from jisheng_desktop.cli.stations import opened, operator_name
from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal, say
from jisheng_desktop.services.operators import acting_operator
from jisheng_desktop.services.policies import (
    Choice,
    PoliciesTaken,
    take_policy_numbers,
)

REFUSED = 1


@click.command(
    "import-policies", cls=Command, help="导入承保公司返回的保单号（名单或自己的表）。"
)
@click.argument("file", type=Path)
@click.option("--scheme", "scheme_id", help="方案（只有一个方案时不用填）")
@click.option("--year", type=int, help="参保年度（默认当前年度）")
@click.option("--replace", is_flag=True, help="已有不同保单号的，以新号为准")
@click.option("--dry-run", is_flag=True, help="只核对，不保存")
@operator_name
@pass_terminal
def import_policies(  # noqa: PLR0913 - one option, one parameter
    terminal: Terminal,
    *,
    file: Path,
    scheme_id: str | None,
    year: int | None,
    replace: bool,
    dry_run: bool,
    operator: str | None,
) -> int:
    """Take in policy numbers; exit 1 when a row of the list was refused."""
    choice = Choice(scheme_id=scheme_id, year=year, replace=replace)
    with opened(terminal):
        taken = take_policy_numbers(
            file, choice, operator=acting_operator(operator), dry_run=dry_run
        )
    for line in told(taken.problems):
        say(line)
    terminal.answer(taken, _lines(taken))
    return REFUSED if taken.problems else 0


def _lines(taken: PoliciesTaken) -> Iterator[str]:
    tense = "将" if taken.dry_run else "已"
    yield (
        f"{taken.rows}行：{tense}登记{taken.new}行、换号{taken.replaced}行，"
        f"原已登记{taken.known}行，还没有保单号{taken.empty}行"
    )
    if taken.problems:
        yield (
            f"没有登记{taken.refused}行：找不到参保记录{taken.unmatched}行，"
            f"与记录或名单矛盾{taken.contradictory}行，保单号看不懂{taken.unreadable}行"
        )
    yield f"{tense}转为已承保{taken.insured}户；导出答复后各站点就能看到"
