"""Lists and reports: drawn up to be looked at, and written for others."""

from collections.abc import Callable
from pathlib import Path

from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.services.budgets import look_at_budget
from jisheng_desktop.services.insurer_rosters import (
    Choice,
    InsurerRoster,
    look_at_roster,
    write_roster,
)
from jisheng_desktop.services.progress import Progress
from jisheng_desktop.services.report_contents import Name
from jisheng_desktop.services.reporting import (
    Drawn,
    Report,
    draw_up,
    write_drawn,
)
from ui.desk import Desk
from ui.notices import Notice
from ui.tasks import Task

OpenFolder = Callable[[Path], object]


def draw_report(desk: Desk, name: Name, village: str | None = None) -> Task:
    """Draw up a report of the scheme and year in use, of one village or of all; the
    task's result is `Drawn`.
    """
    scheme, year = desk.scheme.id, desk.policy_year
    return _drawn(
        desk,
        lambda step: draw_up(
            name, scheme_id=scheme, year=year, village=village, progress=step
        ),
    )


def draw_roster(desk: Desk, choice: Choice) -> Task:
    """Look what the insurer's list would hold; the task's result is a `RosterLook`."""
    return _drawn(desk, lambda _: look_at_roster(choice))


def look_into_budget(desk: Desk, scheme: Scheme, year: int) -> Task:
    """Count how the budget stands; the task's result is a `BudgetLook`."""
    task = Task(
        "正在核算预算", lambda step: look_at_budget(scheme, year, progress=step)
    )
    task.failed.connect(desk.errors.show)
    desk.runner.run(task)
    return task


def write_report(desk: Desk, drawn: Drawn, file: Path, show: OpenFolder) -> Task:
    """Write what was drawn up, as a workbook or for the printer as its name says."""
    return _write(desk, lambda step: write_drawn(drawn, file, step), show)


def write_insurer_roster(
    desk: Desk, choice: Choice, file: Path, show: OpenFolder
) -> Task:
    """Write the insurer's list in the shape of its template."""
    return _write(desk, lambda step: write_roster(file, choice, step), show)


def _drawn(desk: Desk, work: Callable[[Progress], object]) -> Task:
    return _run(desk, Task("正在汇总", work), "已停下，没有汇总。按F5重新汇总")


def _write(
    desk: Desk, work: Callable[[Progress], Report | InsurerRoster], show: OpenFolder
) -> Task:
    task = Task("正在写出", work)
    task.done.connect(lambda written: _tell(desk, written, show))
    return _run(desk, task, "已停下，没有写出文件")


def _run(desk: Desk, task: Task, stopped: str) -> Task:
    task.failed.connect(desk.errors.show)
    task.cancelled.connect(lambda: desk.notices.say(stopped, "warn"))
    desk.runner.run(task)
    return task


def _tell(desk: Desk, written: Report | InsurerRoster, show: OpenFolder) -> None:
    file = Path(written.file)
    text = f"已写出 {file.name}：{written.households}户、{written.persons}人，合计已与数据库核对"
    desk.notices.post(Notice(text, "good", "打开文件夹", lambda: show(file.parent)))
