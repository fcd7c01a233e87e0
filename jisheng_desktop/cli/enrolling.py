"""`jisheng enroll`: save, confirm, correct or void enrolments."""

from pathlib import Path
from typing import Any

import click
import msgspec

from jisheng_desktop.cli.stations import opened, operator_name
from jisheng_desktop.cli.terminal import (
    Command,
    Terminal,
    pass_terminal,
    say,
    worst_of,
)
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.problems import Problem
from jisheng_desktop.domain.reading import read_document
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import EnvironmentTrouble, UserError
from jisheng_desktop.services.enrolling import (
    Enrolled,
    Refused,
    correct,
    enroll,
    save_draft,
    void,
)
from jisheng_desktop.services.handed_in import read_bytes
from jisheng_desktop.services.operators import acting_operator

Answer = dict[str, list[Any]]


@click.command("enroll", cls=Command, help="登记并确认家庭；作废或更正一份参保。")
@click.argument("files", type=Path, nargs=-1)
@click.option("--reason", help="确认、作废或更正的原因")
@click.option("--draft", is_flag=True, help="只存为草稿")
@click.option("--void", "void_no", help="作废这个参保号或回执号")
@click.option("--correct", "correct_no", help="更正这个参保号或回执号")
@operator_name
@pass_terminal
def enroll_command(  # noqa: PLR0913 - one command, three acts on one record
    terminal: Terminal,
    *,
    files: tuple[Path, ...],
    reason: str | None,
    draft: bool,
    void_no: str | None,
    correct_no: str | None,
    operator: str | None,
) -> int:
    """Enrol households one by one, each all or nothing."""
    _require_one_act(files, draft=draft, void_no=void_no, correct_no=correct_no)
    answer: Answer = {"enrolled": [], "refused": []}
    with opened(terminal):
        who = acting_operator(operator)
        if void_no is not None:
            void(void_no, operator=who, reason=reason or "")
            answer["voided"] = [void_no]
        act = _Act(who, reason, draft=draft, correct_no=correct_no)
        outcomes = [_added(answer, file, act) for file in files]
    terminal.answer(answer, _lines(answer))
    return worst_of(outcomes)


class _Act(msgspec.Struct, frozen=True):
    """What to do with each document, and in whose name."""

    operator: Operator
    reason: str | None
    draft: bool
    correct_no: str | None

    def on(self, raw: bytes) -> dict[str, Any]:
        """Do it to a document as it was read and return what came of it."""
        document = read_document(raw)
        if self.draft:
            uid = save_draft(document, operator=self.operator)
            numbers = dict.fromkeys(("enroll_no", "receipt_no", "household_no"))
            return {**numbers, "uid": uid, "decision": None}
        if self.correct_no is not None:
            done = correct(
                self.correct_no,
                document,
                operator=self.operator,
                reason=self.reason or "",
            )
        else:
            done = enroll(document, operator=self.operator, reason=self.reason)
        return _numbers(done)


def _numbers(done: Enrolled) -> dict[str, Any]:
    return {name: getattr(done, name) for name in Enrolled.__struct_fields__}


def _added(answer: Answer, file: Path, act: _Act) -> int:
    """Act on one document; return the exit code that it alone would have."""
    try:
        raw = read_bytes(file)
    except EnvironmentTrouble as trouble:  # of this file: the others go on
        return _refuse(answer, file, trouble)
    try:
        answer["enrolled"].append(act.on(raw))
    except EnvironmentTrouble:
        raise
    except UserError as error:
        return _refuse(answer, file, error)
    return 0


def _refuse(answer: Answer, file: Path, error: UserError) -> int:
    say(f"{file}：{error}")
    decision = error.decision if isinstance(error, Refused) else None
    for each in decision.problems if decision else ():
        say(f"  {_said(each)}")
    refusal = {"file": str(file), "decision": decision, "text": str(error)}
    answer["refused"].append(refusal)
    return error.exit_code


def _said(problem: Problem) -> str:
    basis = f"（{problem.basis}）" if problem.basis else ""
    return f"{problem.code} {problem.text}{basis}"


def _require_one_act(
    files: tuple[Path, ...], *, draft: bool, void_no: str | None, correct_no: str | None
) -> None:
    if sum((draft, void_no is not None, correct_no is not None)) > 1:
        raise click.UsageError("--draft、--void、--correct 只能用一个")
    if void_no is not None and files:
        raise click.UsageError("--void 不需要文档")
    if correct_no is not None and len(files) != 1:
        raise click.UsageError("--correct 须给出一个文档")
    if void_no is None and not files:
        raise click.UsageError("须给出家庭文档")


def _lines(answer: Answer) -> list[str]:
    lines = [f"已作废 {number}" for number in answer.get("voided", ())]
    for each in answer["enrolled"]:
        decision = each["decision"]
        if decision is None:
            lines.append(f"已存为草稿 {each['uid']}")
        else:
            due = yuan(decision.self_pay_fen or 0)
            numbers = f"参保号 {each['enroll_no']}，回执号 {each['receipt_no']}"
            lines.append(f"已确认：{numbers}，本户自付 {due} 元")
    lines.append(f"确认 {len(answer['enrolled'])} 户，拒绝 {len(answer['refused'])} 户")
    return lines
