"""Backups: now, every day, and proving one before it replaces anything."""

from datetime import datetime
from pathlib import Path

from jisheng_desktop.errors import UserError
from jisheng_desktop.services import backups
from jisheng_desktop.services.restoring import Proof, restore
from ui.desk import Desk
from ui.notices import Notice
from ui.tasks import Task
from ui.when import now


def back_up_now(desk: Desk, folder: Path | None) -> Task | None:
    """Write one backup into `folder` and say where; None when it cannot begin."""
    if folder is None:
        desk.errors.show(UserError("请先选择备份文件夹，最好是优盘或另一块硬盘"))
        return None
    file = folder / backup_name(desk.office.code, now())
    task = Task(
        "正在备份", lambda progress: backups.back_up(file, desk.session, progress)
    )
    task.done.connect(lambda _: _tell_backup(desk, file))
    return _run(desk, task)


def back_up_daily(desk: Desk) -> Task | None:
    """Write today's backup where the user wants one and there is none yet."""
    folder = desk.settings.backup_folder
    if folder is None or desk.office.practice or not desk.operator.protected:
        return None
    task = Task(
        "正在做每天的备份", lambda _: backups.daily_backup(folder, desk.session)
    )
    task.done.connect(desk.changes.announce)
    return _run(desk, task)


def prove_backup(desk: Desk, file: Path, password: str) -> Task:
    """Try a backup without replacing anything; `done` carries its proof."""
    task = Task(
        "正在检查备份",
        lambda progress: restore(
            desk.folder, file, password, try_only=True, progress=progress
        ),
    )
    return _run(desk, task)


def said_proof(proof: Proof) -> str:
    """Return in one sentence what a proved backup holds."""
    return (
        f"备份完好：“{proof.name}”，{proof.created_at[:10]} 做的，"
        f"{proof.households} 户 {proof.persons} 人。"
    )


def backup_name(code: str, moment: datetime) -> str:
    """Return the file name of a backup: station and minute, nobody's name."""
    return f"备份-{code}-{moment:%Y%m%d-%H%M}.jsbak"


def _run(desk: Desk, task: Task) -> Task:
    task.failed.connect(desk.errors.show)
    desk.runner.run(task)
    return task


def _tell_backup(desk: Desk, file: Path) -> None:
    desk.notices.post(Notice(f"备份已写好：{file}", "good"))
    desk.changes.announce(file)
