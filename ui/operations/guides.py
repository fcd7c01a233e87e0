"""The manual and the desk card, opened in the computer's own PDF program."""

from collections.abc import Callable, Sequence
from pathlib import Path

from jisheng_desktop.domain.key_cards import KeyGroup
from jisheng_desktop.errors import UserError
from jisheng_desktop.services import guides
from ui.desk import Desk

Show = Callable[[Path], bool]


def open_manual(desk: Desk, show: Show) -> bool:
    """Open the manual; where nothing opens a PDF, say where it lies."""
    try:
        manual = guides.guide(guides.MANUAL)
    except UserError as refusal:
        desk.errors.show(refusal)
        return False
    return _shown(desk, manual, show, "使用手册已打开")


def write_desk_card(
    desk: Desk, groups: Sequence[KeyGroup], file: Path, show: Show
) -> bool:
    """Write the card of this desk's keys and open it, to be printed."""
    try:
        guides.write_desk_card(groups, file)
    except UserError as refusal:
        desk.errors.show(refusal)
        return False
    return _shown(desk, file, show, f"快捷键卡片已写好：{file}")


def _shown(desk: Desk, file: Path, show: Show, done: str) -> bool:
    is_open = show(file)
    if is_open:
        desk.notices.say(done, "good")
    else:
        desk.notices.say(f"这台电脑没有打开PDF的程序，文件在：{file}", "warn")
    return is_open
