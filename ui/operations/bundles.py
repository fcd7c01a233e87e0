"""Reporting and taking in: sealed files written to a medium, and read from one."""

from collections.abc import Callable
from pathlib import Path

from jisheng_desktop.errors import UserError
from jisheng_desktop.services.answering import Answered, write_answers
from jisheng_desktop.services.arrivals import Imported
from jisheng_desktop.services.exporting import Exported, export
from jisheng_desktop.services.importing import import_files
from ui.desk import Desk
from ui.notices import Notice
from ui.tasks import Task

CHOOSE_FIRST = "请先选择文件夹，例如U盘"


def send(desk: Desk, folder: Path | None) -> Task | None:
    """Write the bundle of everything not yet acknowledged, and say what is in it."""
    return _run(
        desk, "正在导出上报包", folder, lambda f: export(f, desk.session), _sent
    )


def take_in(desk: Desk, path: Path | None) -> Task | None:
    """Take in a file or all files of a folder, and say what came of them."""
    return _run(
        desk,
        "正在导入",
        path,
        lambda p: import_files([p], desk.session),
        _taken,
    )


def answer(desk: Desk, folder: Path | None) -> Task | None:
    """Write the answers for every station, and say for how many."""
    return _run(
        desk,
        "正在导出答复",
        folder,
        lambda f: write_answers(f, desk.session),
        _answered,
    )


def _run(
    desk: Desk,
    title: str,
    path: Path | None,
    work: Callable[[Path], object],
    said: Callable[..., Notice],
) -> Task | None:
    if path is None:
        desk.errors.show(UserError(CHOOSE_FIRST))
        return None
    task = Task(title, lambda _: work(path))
    task.failed.connect(desk.errors.show)
    task.done.connect(lambda result: _tell(desk, said(result)))
    desk.runner.run(task)
    return task


def _tell(desk: Desk, notice: Notice) -> None:
    desk.changes.announce(notice.text)
    desk.notices.post(notice)


def _sent(done: Exported) -> Notice:
    count = done.counts.get("ENROLLMENT", 0)
    return Notice(
        f"第{done.seq}包已写好并校验：{done.file}，{count}份参保，核对码{done.spoken}",
        "good",
    )


def _taken(results: tuple[Imported, ...]) -> Notice:
    refused = [each for each in results if each.outcome == "refused"]
    if refused:
        return Notice(f"{len(refused)}个文件没有收：{refused[0].text}", "bad")
    applied = sum(each.applied for each in results)
    return Notice(f"已导入{len(results)}个文件，{applied}条记录", "good")


def _answered(written: tuple[Answered, ...]) -> Notice:
    if not written:
        return Notice("还没有收到站点的上报包，没有需要答复的站点", "info")
    return Notice(f"已写好{len(written)}个站点的答复，请带给各站点", "good")
