"""Policy numbers: a list of the insurer's checked, then taken in."""

from pathlib import Path

from jisheng_desktop.services.policies import (
    Choice,
    PoliciesTaken,
    take_policy_numbers,
)
from ui.desk import Desk
from ui.notices import Notice
from ui.tasks import Task

ONWARD = "导出答复后，各站点就能看到"


def check_policies(desk: Desk, file: Path, *, replace: bool) -> Task:
    """Say what a list would bring; nothing is stored."""
    return _run(desk, "正在核对保单号", file, replace=replace, dry_run=True)


def take_policies(desk: Desk, file: Path, *, replace: bool) -> Task:
    """Take a list in; whoever shows records or states is told."""
    task = _run(desk, "正在登记保单号", file, replace=replace, dry_run=False)
    task.done.connect(lambda _: desk.changes.announce(str(file)))
    return task


def counts_words(taken: PoliciesTaken) -> str:
    """Return what a list brought, or would bring, in one sentence."""
    will = "可以登记" if taken.dry_run else "已登记"
    others = (
        ("换号", taken.replaced),
        ("原已登记", taken.known),
        ("还没有保单号", taken.empty),
        ("不能登记", taken.refused),
    )
    said = [f"{will}{taken.new}行", *(f"{what}{n}行" for what, n in others if n)]
    if taken.insured:
        said.append(f"{taken.insured}户{'将' if taken.dry_run else ''}转为已承保")
    return f"名单{taken.rows}行：{'，'.join(said)}"


def _run(desk: Desk, title: str, file: Path, *, replace: bool, dry_run: bool) -> Task:
    choice = Choice(scheme_id=desk.scheme.id, year=desk.policy_year, replace=replace)
    task = Task(
        title,
        lambda progress: take_policy_numbers(
            file, choice, operator=desk.operator, dry_run=dry_run, progress=progress
        ),
    )
    task.done.connect(lambda taken: desk.notices.post(_notice(taken)))
    task.failed.connect(desk.errors.show)
    desk.runner.run(task)
    return task


def _notice(taken: PoliciesTaken) -> Notice:
    words = counts_words(taken)
    if taken.problems:
        return Notice(f"{words}；逐行原因列在下面", "warn")
    return Notice(words if taken.dry_run else f"{words}。{ONWARD}", "good")
