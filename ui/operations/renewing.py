"""Last year's households for the new year: reviewed, opened, confirmed."""

from collections.abc import Sequence

from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.renewal_reviews import (
    confirm_reviewed,
    open_renewal,
    review,
)
from jisheng_desktop.services.renewing import Agreed, Confirmation
from ui.desk import Desk
from ui.notices import Notice
from ui.tasks import Task

STOPPED = "已停下。没有认定完的，按 F5 重新认定"
CONFIRMING_STOPPED = "已停下。停下以前确认的都已保存，其余的没有改动"


def review_households(desk: Desk, scheme: Scheme, year: int) -> Task:
    """Decide last year's households afresh; the task's result are the rows."""
    task = Task(
        f"正在逐户认定{year}年度", lambda step: review(scheme, year, progress=step)
    )
    task.cancelled.connect(lambda: desk.notices.say(STOPPED, "warn"))
    return task


def open_for_entry(desk: Desk, key: str, year: int) -> str | None:
    """Return the draft of a household for the new year, to be mended by hand."""
    try:
        uid = open_renewal(key, year, operator=desk.operator)
    except UserError as refusal:
        desk.errors.show(refusal)
        return None
    desk.changes.announce(uid)
    return uid


def confirm_households(
    desk: Desk, keys: Sequence[str], year: int, agreed: Agreed, reason: str
) -> Task:
    """Confirm the households that have all agreed on paper, and say what became of it."""
    operator = desk.operator
    task = Task(
        f"正在确认{len(keys)}户",
        lambda step: confirm_reviewed(
            keys, year, agreed, operator=operator, reason=reason, progress=step
        ),
    )
    task.failed.connect(desk.errors.show)
    task.done.connect(lambda done: _tell(desk, done))
    task.cancelled.connect(lambda: _tell_stopped(desk))
    desk.runner.run(task)
    return task


def _tell(desk: Desk, done: Confirmation) -> None:
    count = len(done.enrolled)
    refused = list(done.refused.values())
    if refused:
        text = f"确认了{count}户，{len(refused)}户没有确认：{refused[0]}"
        desk.notices.post(Notice(text, "warn"))
    else:
        desk.notices.say(f"{count}户已确认，回执可以在“回执”页打印", "good")
    desk.changes.announce(done)


def _tell_stopped(desk: Desk) -> None:
    desk.notices.say(CONFIRMING_STOPPED, "warn")
    desk.changes.announce(CONFIRMING_STOPPED)
