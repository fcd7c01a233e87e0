"""Papers beside receipts: the day settlement, and the rulers for a printer's offset."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from jisheng_desktop.services.receipts import Layout
from jisheng_desktop.services.settling import write_calibration, write_settlement
from ui.desk import Desk
from ui.tasks import Task


def save_settlement(desk: Desk, day: date, file: Path) -> Task:
    """Write the settlement of a day into a PDF file."""
    return _save(
        desk, "日结单", file, lambda: write_settlement(day, desk.session, file)
    )


def save_calibration(desk: Desk, layout: Layout, file: Path) -> Task:
    """Write the rulers for a paper into a PDF file."""
    return _save(desk, "校准页", file, lambda: write_calibration(layout, file))


def _save(desk: Desk, what: str, file: Path, work: Callable[[], object]) -> Task:
    task = Task(f"正在写{what}", lambda _: work())
    task.done.connect(lambda _: desk.notices.say(f"{what}已写入 {file}", "good"))
    task.failed.connect(desk.errors.show)
    desk.runner.run(task)
    return task
