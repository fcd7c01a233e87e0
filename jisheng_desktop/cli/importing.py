"""`jisheng import-xlsx` and its kin: lists from somebody's workbook."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from jisheng_desktop.cli.stations import opened, operator_name
from jisheng_desktop.cli.terminal import Command, Terminal, pass_terminal, say
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.services.importing_claims import ClaimsTaken
from jisheng_desktop.services.importing_claims import import_claims as take_in_claims
from jisheng_desktop.services.importing_rosters import Choice, Imported, import_roster
from jisheng_desktop.services.operators import acting_operator
from jisheng_desktop.services.roster_tables import read_mapping
from jisheng_desktop.services.sheet_problems import SheetProblem
from jisheng_desktop.services.subsidy_rosters import TakenIn, import_subsidy_roster

REFUSED = 1
AUTOMATIC = "auto"
SHOWN = 20


@click.command(
    "import-xlsx",
    cls=Command,
    help="从表格导入家庭花名册（.xlsx、.xls、.ods、.csv），存为草稿。",
)
@click.argument("file", type=Path)
@click.option(
    "--mapping", default=AUTOMATIC, help="auto：自动识别栏目；或栏目对照文件（TOML）"
)
@click.option("--scheme", "scheme_id", help="方案（站点只有一个方案时不用填）")
@click.option("--year", "policy_year", type=int, help="参保年度（默认当前年度）")
@click.option("--dry-run", is_flag=True, help="只检查，不保存")
@click.option("--errors", type=Path, help="把有问题的原表标注后写到这里（.xlsx）")
@operator_name
@pass_terminal
def import_xlsx(  # noqa: PLR0913 - one option, one parameter
    terminal: Terminal,
    *,
    file: Path,
    mapping: str,
    scheme_id: str | None,
    policy_year: int | None,
    dry_run: bool,
    errors: Path | None,
    operator: str | None,
) -> int:
    """Import a roster and say what came of it."""
    corrections = None if mapping == AUTOMATIC else read_mapping(Path(mapping))
    choice = Choice(
        corrections=corrections, scheme_id=scheme_id, policy_year=policy_year
    )
    with opened(terminal):
        imported = import_roster(
            file,
            choice,
            operator=acting_operator(operator),
            dry_run=dry_run,
            errors=errors,
            progress=_say_progress,
        )
    terminal.answer(imported, _lines(imported))
    return REFUSED if imported.refused else 0


@click.command(
    "import-subsidy-roster", cls=Command, help="导入有权享受补助的人员名册。"
)
@click.argument("file", type=Path)
@click.option("--scheme", "scheme_id", help="方案（只有一个按名册补助的方案时不用填）")
@click.option("--category", help="名册没有类别一栏时，整个名册的补助类别")
@pass_terminal
def import_subsidies(
    terminal: Terminal, *, file: Path, scheme_id: str | None, category: str | None
) -> int:
    """Import an official list and say whom of it nobody has enrolled yet."""
    with opened(terminal):
        taken = import_subsidy_roster(file, scheme_id=scheme_id, category=category)
    terminal.answer(taken, _subsidy_lines(taken))
    return REFUSED if taken.refused else 0


def _subsidy_lines(taken: TakenIn) -> list[str]:
    took = f"导入{taken.taken}人，拒绝{taken.refused}人"
    lines = [f"{taken.rows}行，{took}，名册中已参保{taken.insured}人"]
    lines += told(taken.problems[:SHOWN])
    lines += [
        f"请核对是否同一人：{each.name} 名册{each.id_masked}，"
        f"参保{each.insured_id_masked}（{each.enroll_no or '草稿'}）"
        for each in taken.near[:SHOWN]
    ]
    return lines


@click.command("import-claims", cls=Command, help="导入承保公司的理赔清单。")
@click.argument("file", type=Path)
@operator_name
@pass_terminal
def import_claims(terminal: Terminal, *, file: Path, operator: str | None) -> int:
    """Import the insurer's claims, matched with who is insured."""
    with opened(terminal):
        taken = take_in_claims(file, operator=acting_operator(operator))
    terminal.answer(taken, _claim_lines(taken))
    return REFUSED if taken.refused else 0


def _claim_lines(taken: ClaimsTaken) -> list[str]:
    counts = f"新增{taken.new}件、变更{taken.changed}件、未变{taken.unchanged}件"
    lines = [
        f"{taken.rows}行：{counts}、拒绝{taken.refused}件，赔付{yuan(taken.paid_fen)}元"
    ]
    lines += told(taken.problems[:SHOWN])
    return lines


def _say_progress(done: int, total: int) -> None:
    if done and done < total:
        say(f"已处理 {done}/{total} 户")


def _lines(imported: Imported) -> list[str]:
    tense = "将" if imported.dry_run else "已"
    lines = [
        f"{column.sheet}！{column.column}列“{column.title}” → {column.meaning}"
        for column in imported.columns
    ]
    lines += [f"没有的栏目：{words}" for words in imported.assumed]
    lines.append(
        f"{imported.rows}行，{imported.households}户：{tense}新增{imported.new}户、"
        f"变更{imported.changed}户，未变{imported.unchanged}户，拒绝{imported.refused}户"
    )
    lines += told(imported.problems[:SHOWN])
    if len(imported.problems) > SHOWN:
        lines.append(f"还有{len(imported.problems) - SHOWN}处问题，请看问题表")
    if imported.errors_file:
        lines.append(f"问题已标注在 {imported.errors_file}，改好后再导入一次即可")
    return lines


def told(problems: Iterable[SheetProblem]) -> Iterator[str]:
    """Yield a line a problem of a list: where it stands, what is wrong, its code."""
    for each in problems:
        place = f"{each.sheet}！第{each.row}行 {each.column}".rstrip()
        yield f"{place}：{each.text}（{each.code}）"
