"""Reporting and taking in: sealed files written to a medium, and read from one."""

from collections.abc import Callable, Sequence
from pathlib import Path

from jisheng_desktop.domain.money import yuan
from jisheng_desktop.errors import UserError
from jisheng_desktop.services import retrying, spoken
from jisheng_desktop.services.answering import Answered, write_answers
from jisheng_desktop.services.arrivals import Imported
from jisheng_desktop.services.covering import cover_file, keep_cover
from jisheng_desktop.services.exporting import Exported, export
from jisheng_desktop.services.files import read_file
from jisheng_desktop.services.importing import import_files
from jisheng_desktop.services.progress import Progress
from ui.desk import Desk
from ui.models.letters import spaced
from ui.notices import Notice
from ui.operations.printing import ChoosePrinter, print_document
from ui.tasks import Task
from ui.widgets.line_check import Said

CHOOSE_FIRST = "请先选择文件夹，例如U盘"
LARGEST_COVER = 1 << 24


def send(desk: Desk, folder: Path | None, from_seq: int | None = None) -> Task | None:
    """Write the bundle of everything not yet acknowledged, or again from a bundle on.

    Its cover sheet is kept at this computer, ready to be printed.
    """

    def write(to: Path, progress: Progress) -> Exported:
        done = export(to, desk.session, from_seq=from_seq, progress=progress)
        keep_cover(done, desk.session)
        desk.settings.medium = to
        return done

    return _run(desk, "正在导出上报包", _there(desk, folder), write, _sent)


def take_in(desk: Desk, paths: Sequence[Path]) -> Task | None:
    """Take in files or all files of folders, and say what came of them."""

    def take(first: Path, progress: Progress) -> tuple[Imported, ...]:
        desk.settings.source = first
        return import_files(paths, desk.session, progress)

    return _run(desk, "正在收包", paths[0] if paths else None, take, _taken)


def take_in_again(desk: Desk) -> Task:
    """Take in what was refused and kept, now that its reason may be gone."""
    task = Task(
        "正在再收一次", lambda progress: retrying.take_in_again(desk.session, progress)
    )
    return _started(desk, task, _taken)


def answer(
    desk: Desk, folder: Path | None, stations: Sequence[str] | None = None
) -> Task | None:
    """Write the answers for these stations, or for all, and say for how many."""

    def write(to: Path, progress: Progress) -> tuple[Answered, ...]:
        progress(0, 1)
        written = write_answers(to, desk.session, stations)
        desk.settings.medium = to
        return written

    return _run(desk, "正在导出答复", _there(desk, folder), write, _answered)


def print_cover(desk: Desk, bundle: str, choose: ChoosePrinter) -> Task | None:
    """Print the cover sheet of a bundle by the name of its file; None without one."""
    file = cover_file(bundle)
    if not file.is_file():
        desk.notices.say(f"{bundle}的交接单不在这台电脑上，请重新导出后再打印", "warn")
        return None
    return print_document(desk, "交接单", read_file(file, LARGEST_COVER), choose)


def check_spoken(digits: str) -> Said:
    """Return what the ten digits read out by the district say about our work."""
    try:
        missing = spoken.heard(digits).missing
    except UserError as refusal:
        return Said(str(refusal), tone="bad")
    if missing:
        return Said(
            f"对得上。区里还差 {missing} 户的最新改动，请再上报一次", tone="warn"
        )
    return Said("对得上。本站点的全部内容区里都已收到", tone="good")


def _there(desk: Desk, folder: Path | None) -> Path | None:
    """A remembered stick that is not plugged in would be made anew as a folder."""
    if folder is not None and folder == desk.settings.medium and not folder.is_dir():
        desk.errors.show(
            UserError(f"找不到“{folder}”，请插上U盘，或选择另一个U盘、文件夹")
        )
        return None
    if folder is None:
        desk.errors.show(UserError(CHOOSE_FIRST))
    return folder


def _run(
    desk: Desk,
    title: str,
    path: Path | None,
    work: Callable[[Path, Progress], object],
    said: Callable[..., Notice],
) -> Task | None:
    if path is None:
        return None
    return _started(desk, Task(title, lambda progress: work(path, progress)), said)


def _started(desk: Desk, task: Task, said: Callable[..., Notice]) -> Task:
    task.failed.connect(desk.errors.show)
    task.done.connect(lambda result: desk.notices.post(said(result)))
    task.ended.connect(lambda: desk.changes.announce(task.title))
    desk.runner.run(task)
    return task


def _sent(done: Exported) -> Notice:
    count = done.counts.get("ENROLLMENT", 0)
    return Notice(
        f"第{done.seq}包已写好并校验，可以拔下U盘：{done.file}，{count}份参保，"
        f"自付{yuan(done.sums_fen.self_pay)}元，核对码{spaced(done.spoken)}。按F10打印交接单",
        "good",
    )


def _taken(results: tuple[Imported, ...]) -> Notice:
    refused = [each for each in results if each.is_refusal]
    applied = sum(each.applied for each in results)
    told = f"处理了{len(results)}个文件，收下{applied}条记录"
    if refused:
        first = f"{refused[0].file}：{refused[0].text}"
        return Notice(f"{told}；{len(refused)}个没有收：{first}", "bad")
    waiting = sum(each.outcome == "waiting" for each in results)
    if waiting:
        return Notice(f"{told}；{waiting}个暂存，等前面的包到了自动收下", "warn")
    warned = next((each.warning for each in results if each.warning), "")
    return Notice(f"{told}。{warned}" if warned else told, "warn" if warned else "good")


def _answered(written: tuple[Answered, ...]) -> Notice:
    if not written:
        return Notice("还没有收到站点的上报包，没有需要答复的站点", "info")
    return Notice(f"已写好{len(written)}个站点的答复，请带给各站点", "good")
