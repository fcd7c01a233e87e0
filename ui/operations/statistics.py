"""What is done on 统计: figures counted, written as a sheet, drawn into a picture."""

from pathlib import Path

from PySide6.QtCore import QByteArray
from PySide6.QtGui import QImage, QImageWriter

from jisheng_desktop.errors import EnvironmentTrouble
from jisheng_desktop.services.statistics import statistics, write_statistics
from ui.desk import Desk
from ui.tasks import Task


def count_figures(desk: Desk) -> Task:
    """Count the scheme and year in use; the task's result is `Statistics`."""
    scheme, year = desk.scheme.id, desk.policy_year
    task = Task("正在统计", lambda _: statistics(scheme, year))
    task.failed.connect(desk.errors.show)
    desk.runner.run(task)
    return task


def save_sheet(desk: Desk, file: Path) -> Task:
    """Write every table into a workbook."""
    scheme, year = desk.scheme.id, desk.policy_year
    task = Task("正在写统计表", lambda _: write_statistics(file, scheme, year))
    task.done.connect(lambda _: desk.notices.say(f"统计表已写入 {file}", "good"))
    task.failed.connect(desk.errors.show)
    desk.runner.run(task)
    return task


def save_picture(desk: Desk, picture: QImage, file: Path) -> bool:
    """Write a chart as a picture; tell whether it is there now."""
    if not QImageWriter(str(file), QByteArray(b"png")).write(picture):
        desk.errors.show(
            EnvironmentTrouble(f"图片没有写成：{file}，请换一个文件夹或检查磁盘空间")
        )
        return False
    desk.notices.say(f"图片已写入 {file}", "good")
    return True
