"""Where a record stands, from the desk to the insurer (product.md)."""

from typing import Literal, get_args

State = Literal[
    "DRAFT",
    "CONFIRMED",
    "EXPORTED",
    "ACCEPTED",
    "RETURNED",
    "CONFLICT",
    "INSURED",
    "MOVED",
    "VOID",
]

STATES: tuple[State, ...] = get_args(State)

STATE_NAMES: dict[State, str] = {
    "DRAFT": "草稿",
    "CONFIRMED": "已确认",
    "EXPORTED": "已打包",
    "ACCEPTED": "已受理",
    "RETURNED": "退回",
    "CONFLICT": "冲突",
    "INSURED": "已承保",
    "MOVED": "已移交",
    "VOID": "作废",
}
