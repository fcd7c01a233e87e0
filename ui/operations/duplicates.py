"""Settling the queue of duplicates: keep one, keep both, take it back."""

from collections.abc import Callable, Sequence

from jisheng_desktop.errors import UserError
from jisheng_desktop.services import duplicates
from jisheng_desktop.services.duplicates import BOTH, Pair
from ui.desk import Desk


def resolve(desk: Desk, pair: Pair, keep: Sequence[str], reason: str) -> bool:
    """Keep these records of a pair for a reason; return whether it is settled now."""
    others = "另一份" if pair.records == BOTH else "同一人的其他几份"
    told = (
        f"已裁定：保留一份，{others}退回原因已写好，导出答复后送到站点"
        if len(keep) == 1
        else "已裁定：不是同一人，两份都保留"
    )
    return _done(
        desk,
        lambda: duplicates.resolve(
            pair.id, keep, operator=desk.operator, reason=reason
        ),
        f"{told}。按 Ctrl+Z 撤销",
    )


def undo(desk: Desk, pair: Pair) -> bool:
    """Take the decision about a pair back; return whether it is open again."""
    return _done(
        desk,
        lambda: duplicates.undo(pair.id, operator=desk.operator),
        f"第{pair.id}项的裁定已撤销，重新待核",
    )


def _done(desk: Desk, act: Callable[[], Pair], told: str) -> bool:
    try:
        changed = act()
    except UserError as refusal:
        desk.errors.show(refusal)
        return False
    desk.notices.say(told, "good")
    desk.changes.announce(changed)
    return True
