"""What is set once for a station: operators, villages and their targets, schemes."""

from collections.abc import Callable
from pathlib import Path

from jisheng_desktop.errors import UserError
from jisheng_desktop.services import operators, schemes, villages
from jisheng_desktop.services.library import office
from ui.desk import Desk


def add_operator(desk: Desk, name: str, password: str) -> bool:
    """Let somebody else sign in here with a password of their own."""

    def work() -> str:
        added = operators.add_operator(desk.session, name, password)
        return f"已添加操作员“{added.name}”。"

    return _do(desk, work)


def retire_operator(desk: Desk, name: str) -> bool:
    """Let an operator sign in no more; their records keep their name."""

    def work() -> str:
        operators.retire_operator(desk.session, name)
        return f"已停用操作员“{name}”，以前登记的记录不变。"

    return _do(desk, work)


def change_password(desk: Desk, old: str, new: str, again: str) -> bool:
    """Give the operator at the desk a new password."""

    def work() -> str:
        if new != again:
            raise UserError("两次输入的新密码不一样，请重新输入")
        desk.session = operators.change_password(desk.session, old, new)
        return "密码已更换。"

    return _do(desk, work)


def set_village(desk: Desk, code: str, name: str, target: str) -> bool:
    """Name a village and its target; an empty target means none."""

    def work() -> str:
        if target and not target.isdigit():
            raise UserError(f"目标户数应为数字，当前为“{target}”")
        villages.set_village(code, name, int(target) if target else None)
        return f"已记下“{name}”。"

    return _do(desk, work)


def add_scheme(desk: Desk, file: Path | None) -> bool:
    """Add a scheme file to the station, or replace the one with its id."""

    def work() -> str:
        if file is None:
            raise UserError("请选择方案文件")
        scheme = schemes.add_scheme(_text(file))
        return f"已采用方案“{scheme.name}”。"

    return _do(desk, work)


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as trouble:
        raise UserError(f"读不出文件“{file}”，请确认它是方案文件") from trouble


def _do(desk: Desk, work: Callable[[], str]) -> bool:
    """Run one use case, tell how it went, and read the office afresh."""
    try:
        sentence = work()
    except UserError as refusal:
        desk.errors.show(refusal)
        return False
    desk.office = office()
    desk.notices.say(sentence, "good")
    desk.changes.announce(desk.office)
    desk.changes.office_changed.emit()
    return True
