"""Lists taken in: looked into, tried, stored; the faulty rows written back."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Literal, NamedTuple

from jisheng_desktop.domain.headers import Corrections
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.importing_rosters import Choice, Imported, import_roster
from jisheng_desktop.services.progress import Progress
from jisheng_desktop.services.reporting import draw_up
from jisheng_desktop.services.roster_previews import ShownSheet, look_into
from jisheng_desktop.services.roster_tables import corrections_of
from jisheng_desktop.services.subsidy_rosters import (
    import_subsidy_roster,
    roster_scheme,
)
from ui.desk import Desk
from ui.models.imports import Outcome, outcome_of_entitled, outcome_of_roster
from ui.tasks import Task

Kind = Literal["households", "entitled"]
STOPPED = "已停下。停下以前导入的家庭都已保存；再导入同一个文件，就接着导入其余的"


class Handed(NamedTuple):
    """A file as it was handed in: what it lists, and how its columns are read.

    `fields` are the columns named by hand, by their titles; `sheet` the only one to
    be read, if not all.
    """

    kind: Kind
    file: Path
    fields: Mapping[str, str]
    sheet: str | None = None

    @property
    def corrections(self) -> Corrections | None:
        """The columns named by hand; None where everything is as recognised."""
        return corrections_of(self.fields) if self.fields else None


def look(desk: Desk, handed: Handed) -> tuple[ShownSheet, ...]:
    """Return the sheets of a file; none after saying why it cannot be read."""
    try:
        return look_into(handed.file, handed.corrections)
    except UserError as refusal:
        desk.errors.show(refusal)
        return ()


def try_list(desk: Desk, handed: Handed) -> Task:
    """Find out what a list would bring; the task's result is an `Outcome`."""
    return _started(desk, "正在逐行核对", handed, dry_run=True)


def take_in_list(desk: Desk, handed: Handed) -> Task:
    """Store what a list brings, and say so; the task's result is an `Outcome`."""
    task = _started(desk, "正在导入", handed, dry_run=False)
    task.done.connect(lambda outcome: _tell(desk, outcome))
    task.cancelled.connect(lambda: _tell_stopped(desk))
    return task


def write_faults(desk: Desk, handed: Handed, file: Path) -> Task:
    """Write the user's own sheet with its faulty cells marked; store nothing."""
    operator, choice = desk.operator, _choice(desk, handed)
    task = Task(
        "正在写出问题表",
        lambda step: import_roster(
            handed.file,
            choice,
            operator=operator,
            dry_run=True,
            errors=file,
            progress=step,
        ),
    )
    task.failed.connect(desk.errors.show)
    task.done.connect(lambda done: _tell_faults(desk, done, file))
    desk.runner.run(task)
    return task


def _started(desk: Desk, title: str, handed: Handed, *, dry_run: bool) -> Task:
    task = Task(title, _work(desk, handed, dry_run=dry_run))
    task.failed.connect(desk.errors.show)
    desk.runner.run(task)
    return task


def _work(
    desk: Desk, handed: Handed, *, dry_run: bool
) -> Callable[[Progress], Outcome]:
    operator, choice = desk.operator, _choice(desk, handed)

    def households(step: Progress) -> Outcome:
        done = import_roster(
            handed.file, choice, operator=operator, dry_run=dry_run, progress=step
        )
        return outcome_of_roster(done)

    def entitled(_step: Progress) -> Outcome:
        done = import_subsidy_roster(
            handed.file, corrections=handed.corrections, dry_run=dry_run
        )
        scheme = roster_scheme(None)
        drawn = None if dry_run else draw_up("coverage-gap", scheme_id=scheme.id)
        names = {each.code: each.name for each in scheme.categories}
        return outcome_of_entitled(done, drawn, names)

    return entitled if handed.kind == "entitled" else households


def _choice(desk: Desk, handed: Handed) -> Choice:
    return Choice(
        corrections=handed.corrections,
        sheets=(handed.sheet,) if handed.sheet else None,
        scheme_id=desk.scheme.id,
        policy_year=desk.policy_year,
    )


def _tell(desk: Desk, outcome: Outcome) -> None:
    left = f"；{outcome.refused}处没有导入，按 F7 存问题表" if outcome.refused else ""
    desk.notices.say(f"{outcome.said}{left}", "warn" if left else "good")
    desk.changes.announce(outcome)


def _tell_stopped(desk: Desk) -> None:
    desk.notices.say(STOPPED, "warn")
    desk.changes.announce(STOPPED)


def _tell_faults(desk: Desk, done: Imported, file: Path) -> None:
    if done.errors_file is None:
        desk.notices.say("没有要改的地方，问题表没有写", "good")
        return
    text = "有问题的格子已标色并写明原因，在表里改好再导入一次即可"
    desk.notices.say(f"{file.name}：{text}", "good")
