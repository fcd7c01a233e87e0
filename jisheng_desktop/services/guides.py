"""What is read beside the program: the manual that ships with it, and the desk card."""

from collections.abc import Sequence
from pathlib import Path

from jisheng_desktop.domain.key_cards import KeyGroup
from jisheng_desktop.errors import UserError
from jisheng_desktop.printing.desk_cards import desk_card
from jisheng_desktop.printing.drawing import pdf
from jisheng_desktop.services.files import write_file
from resources import document

MANUAL = "manual.zh-CN.pdf"
DESK_CARD = "desk-card.zh-CN.pdf"
CARD_TITLE = "计生家庭保险登记系统　快捷键卡片"
CARD_HINT = (
    "登记时：回车到下一格，Shift+回车回上一格。忘了哪个键，按F1，输入要做的事就能找到。"
)


def guide(name: str) -> Path:
    """Return the shipped file MANUAL or DESK_CARD."""
    file = document(name)
    if not file.is_file():
        raise UserError(f"程序文件夹里缺少“{name}”，请把程序重新安装一遍")
    return file


def copy_guide(name: str, target: Path) -> None:
    """Write a copy of the shipped file MANUAL or DESK_CARD."""
    write_file(target, guide(name).read_bytes())


def write_desk_card(groups: Sequence[KeyGroup], target: Path) -> None:
    """Write the card of some keys as one A4 page (PDF); equal keys give equal bytes."""
    write_file(target, pdf([desk_card(CARD_TITLE, CARD_HINT, groups)], CARD_TITLE))
