"""The columns of a list of policy numbers, and how each is read."""

import re

from jisheng_desktop.domain.cells import READERS, Misfit, a_code
from jisheng_desktop.domain.columns import Target, plain
from jisheng_desktop.domain.damage import KEPT_DIGITS, number_text
from jisheng_desktop.domain.sheet_lines import Reader
from jisheng_desktop.domain.sheets import Cell

TITLES: dict[str, tuple[str, ...]] = {
    "policy_no": (
        "保单号",
        "保险单号",
        "保单号码",
        "保险单号码",
        "保单编号",
        "电子保单号",
        "电子保单号码",
        "个人保单号",
        "家庭保单号",
        "分单号",
        "个人凭证号",
        "保险凭证号",
        "保险凭证号码",
    ),
    "enroll_no": ("参保号", "参保编号", "参保登记号", "投保编号"),
    "receipt_no": ("回执号", "回执编号", "参保回执号", "回执号码"),
}
COLUMNS = {
    plain(title): Target(field) for field, titles in TITLES.items() for title in titles
}
FIELDS = frozenset((*TITLES, "name", "id_no"))
# What an insurer writes where there is no number yet.
NOT_YET = frozenset(("", "/", "\\", "-", "--", "无", "暂无", "待出单", "未出单", "0"))

_NUMBER = re.compile(r"[0-9A-Z][0-9A-Z()/._-]{3,39}")
_SCIENTIFIC = re.compile(r"\d(\.\d+)?E\+?\d+")


def a_policy_no(cell: Cell) -> str | None:
    """Return a policy number whole, None where there is none yet.

    A spreadsheet keeps 15 digits of a number that is not text; what has lost its end
    is refused rather than kept.
    """
    text = number_text(cell)
    if text in NOT_YET:
        return None
    cut_off = not isinstance(cell, str) and len(text) > KEPT_DIGITS
    if cut_off or _SCIENTIFIC.fullmatch(text):
        raise Misfit("完整的保单号（表格只留住了前15位，请承保公司改用文本格式再发）")
    if _NUMBER.fullmatch(text) is None:
        raise Misfit("保单号，由4至40个数字、字母组成")
    return text


POLICY_READERS: dict[str, Reader] = {
    **READERS,
    "policy_no": a_policy_no,
    "enroll_no": a_code,
    "receipt_no": a_code,
}
