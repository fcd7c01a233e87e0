"""Long work: progress, results and errors arrive on the main thread; it can be stopped."""

import threading
from collections.abc import Iterator
from functools import partial

import pytest
from PySide6.QtCore import QThread
from pytestqt.qtbot import QtBot

from jisheng_desktop.errors import UserError
from jisheng_desktop.services.progress import Progress
from ui.tasks import Runner, Task
from ui.widgets.progress_strip import ProgressStrip


@pytest.fixture
def runner(qtbot: QtBot) -> Iterator[Runner]:
    runner = Runner()
    yield runner
    runner.stop()


def test_the_result_arrives_on_the_main_thread(runner: Runner, qtbot: QtBot) -> None:
    arrived: list[tuple[object, QThread]] = []
    task = Task("数一数", lambda _: threading.current_thread().name)
    task.done.connect(lambda value: arrived.append((value, QThread.currentThread())))
    with qtbot.waitSignal(task.ended):
        runner.run(task)
    ((value, thread),) = arrived
    assert str(value).startswith("work")
    assert thread is task.thread()
    assert not runner.is_busy


def test_a_failure_is_delivered_not_swallowed(runner: Runner, qtbot: QtBot) -> None:
    def refuse(_: Progress) -> None:
        raise UserError("不行")

    task = Task("试一试", refuse)
    with qtbot.waitSignal(task.failed) as caught:
        runner.run(task)
    assert str(caught.args[0]) == "不行"


def test_cancelling_stops_at_the_next_step(runner: Runner, qtbot: QtBot) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        begun.set()
        go_on.wait(5)
        progress(1, 2)

    task = Task("很久", work)
    with qtbot.waitSignal(task.cancelled):
        runner.run(task)
        begun.wait(5)
        task.cancel()
        go_on.set()


def test_tasks_run_one_after_another(runner: Runner, qtbot: QtBot) -> None:
    order: list[int] = []
    tasks = [Task(str(n), partial(lambda n, _: order.append(n), n)) for n in range(5)]
    with qtbot.waitSignal(runner.idle):
        for task in tasks:
            runner.run(task)
    assert order == [0, 1, 2, 3, 4]


def test_progress_is_shown_and_can_be_stopped(runner: Runner, qtbot: QtBot) -> None:
    strip = ProgressStrip()
    qtbot.addWidget(strip)
    runner.started.connect(strip.follow)
    half, go_on = threading.Event(), threading.Event()

    def work(progress: Progress) -> None:
        progress(1, 2)
        half.set()
        go_on.wait(5)
        progress(2, 2)

    task = Task("正在备份", work)
    runner.run(task)
    assert not strip.isHidden()
    half.wait(5)
    qtbot.waitUntil(lambda: strip._bar.value() == 500)
    strip._stop.click()
    with qtbot.waitSignal(task.cancelled):
        go_on.set()
    assert strip.isHidden()


def test_nobody_hears_of_work_that_was_stopped(runner: Runner, qtbot: QtBot) -> None:
    heard: list[object] = []
    begun = threading.Event()
    tasks = [Task("正在汇总", lambda _: begun.set()), Task("还没开始", lambda _: None)]
    for task in tasks:
        task.done.connect(heard.append)
        task.ended.connect(lambda: heard.append("ended"))
        runner.run(task)
    begun.wait(5)
    runner.stop()
    assert not runner.is_busy
    qtbot.wait(50)
    assert heard == []


def test_a_stopped_runner_works_again(runner: Runner, qtbot: QtBot) -> None:
    runner.run(Task("第一件", lambda _: 1))
    runner.stop()
    task = Task("第二件", lambda _: 2)
    with qtbot.waitSignal(task.done) as caught:
        runner.run(task)
    assert caught.args == [2]
