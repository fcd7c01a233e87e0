"""The register of claims: a case saved, the insurer's list taken in, the report written."""

from pathlib import Path

from jisheng_desktop.domain.claims import Claim, Registered
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.claims import Claimant, change_claim, report_claim
from jisheng_desktop.services.importing_claims import ClaimsTaken, import_claims
from jisheng_desktop.services.reporting import write_report
from ui.desk import Desk
from ui.notices import Notice
from ui.tasks import Task


def save_claim(
    desk: Desk,
    claim: Claim,
    claimant: Claimant,
    before: Registered | None,
    reason: str,
) -> Registered | None:
    """Register a new case, or bring a known one to its new state; None when refused."""
    try:
        if before is None:
            known = report_claim(
                claim,
                operator=desk.operator,
                enrollment=claimant.enrollment_uid,
                reason=reason,
            )
        else:
            known = change_claim(
                before.number, claim, operator=desk.operator, reason=reason
            )
    except UserError as refusal:
        desk.errors.show(refusal)
        return None
    desk.notices.say(f"{claim.name}的理赔已保存（{known.number}号）。", "good")
    desk.changes.announce(known.uid)
    return known


def take_list(desk: Desk, file: Path) -> Task:
    """Take in the insurer's list, and say what came of it."""
    task = Task(
        "正在导入理赔清单", lambda _: import_claims(file, operator=desk.operator)
    )
    task.done.connect(lambda taken: _tell(desk, taken))
    task.failed.connect(desk.errors.show)
    desk.runner.run(task)
    return task


def save_claims_report(desk: Desk, file: Path) -> Task:
    """Write the statistics of the claims as a sheet or for the printer."""
    scheme, year = desk.scheme.id, desk.policy_year
    task = Task(
        "正在写理赔统计",
        lambda _: write_report("claims", file, scheme_id=scheme, year=year),
    )
    task.done.connect(lambda _: desk.notices.say(f"理赔统计已写入 {file}", "good"))
    task.failed.connect(desk.errors.show)
    desk.runner.run(task)
    return task


def _tell(desk: Desk, taken: ClaimsTaken) -> None:
    desk.changes.announce(taken)
    counts = f"新增{taken.new}件、变更{taken.changed}件、未变{taken.unchanged}件"
    told = f"{counts}，赔付{yuan(taken.paid_fen)}元"
    if not taken.refused:
        desk.notices.post(Notice(f"清单已导入：{told}。", "good"))
        return
    first = next(each for each in taken.problems if each.code.startswith("E"))
    left = f"{taken.refused}行没有收：{first.sheet}第{first.row}行，{first.text}"
    desk.notices.post(Notice(f"{told}；{left}", "warn"))
