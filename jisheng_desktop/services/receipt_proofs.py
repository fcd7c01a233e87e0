"""Proving the receipts, what they say and how often they were printed.

Amounts in figures, in capitals and in the code agree (E702), and the journal tells
of every printing.
"""

from collections.abc import Iterator

import msgspec

from db.queries import journal
from db.queries import receipts as queries
from db.queries.receipts import Stored
from jisheng_desktop.domain.journal import Entry
from jisheng_desktop.domain.money import parse_capital
from jisheng_desktop.domain.receipt_codes import Claim, NotACode, parse_code
from jisheng_desktop.domain.receipts import Receipt


def receipt_faults() -> Iterator[str]:
    """Yield what does not agree about any receipt that was printed."""
    for stored in queries.everything():
        yield from _amount_faults(stored)
        yield from _journal_faults(stored)


def _amount_faults(stored: Stored) -> Iterator[str]:
    receipt = stored.content
    if receipt.premium_fen - receipt.subsidy_fen != receipt.self_pay_fen:
        yield f"回执{receipt.receipt_no}的补贴与自付之和不等于保费"
    if _in_capitals(receipt) != receipt.self_pay_fen:
        yield f"回执{receipt.receipt_no}的大小写金额不一致"
    if _in_code(stored.code) != _claim(stored):
        yield f"回执{receipt.receipt_no}的校验码与内容不符"


def _journal_faults(stored: Stored) -> Iterator[str]:
    entries = journal.entries_of(stored.uid)
    number = stored.content.receipt_no
    if not entries or _said(entries[-1]) != stored.content:
        yield f"回执{number}的内容与日志不符"
    elif entries[-1].data["printed"] != stored.printed:
        yield f"回执{number}的打印次数与日志不符"


def _said(entry: Entry) -> Receipt:
    """Read the entry as the table is read: later versions know more of a receipt."""
    return msgspec.convert(entry.data["content"], Receipt)


def _in_capitals(receipt: Receipt) -> int | None:
    try:
        return parse_capital(receipt.self_pay_capital)
    except ValueError:
        return None


def _in_code(code: str) -> Claim | None:
    try:
        return parse_code(code).claim
    except NotACode:
        return None


def _claim(stored: Stored) -> Claim:
    receipt = stored.content
    return Claim(
        receipt.receipt_no,
        stored.edition,
        receipt.premium_fen,
        receipt.subsidy_fen,
        receipt.self_pay_fen,
    )
