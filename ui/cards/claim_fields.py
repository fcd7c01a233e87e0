"""What a claim's form asks for, and from typed texts to a claim: one edge, both ways."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from jisheng_desktop.domain.claims import Claim
from jisheng_desktop.domain.money import parse_yuan, yuan
from jisheng_desktop.errors import UserError
from ui.entry.dates import read_day

DAY_HINT = "20260501"
MONEY_HINT = "1250.50"


class Line(NamedTuple):
    """One line of the form: the field of the claim, its label, a hint inside it."""

    field: str
    label: str
    hint: str = ""


REPORT = (
    Line("accident_on", "出险日期", DAY_HINT),
    Line("reported_on", "报案日期", DAY_HINT),
    Line("hospital", "医院"),
    Line("cause", "出险经过"),
)
MONEY = (
    Line("invoice_fen", "发票金额（元）", MONEY_HINT),
    Line("reimbursed_fen", "其他途径已报销（元）", MONEY_HINT),
    Line("applied_fen", "申请金额（元）", MONEY_HINT),
    Line("sent_on", "送交保险公司日期", DAY_HINT),
)
RESULT = (
    Line("paid_fen", "赔付金额（元）", MONEY_HINT),
    Line("paid_on", "赔付日期", DAY_HINT),
    Line("refuse_reason", "拒赔原因"),
    Line("claim_no", "保险公司赔案号"),
)
LINES = (*REPORT, *MONEY, *RESULT)


class Misread(UserError):
    """A line says something that is no day or no amount; `field` says which."""

    def __init__(self, sentence: str, field: str) -> None:
        """Keep the field for whoever marks it."""
        super().__init__(sentence)
        self.field = field


def read_lines(texts: Mapping[str, str]) -> dict[str, object]:
    """Return what the lines say as values of a claim; raise `Misread`."""
    return {line.field: _value(line, texts[line.field].strip()) for line in LINES}


def said_in(claim: Claim, field: str) -> str:
    """Return a value of a claim as its line shows it."""
    match getattr(claim, field):
        case None:
            return ""
        case date() as day:
            return day.isoformat()
        case int(fen):
            return yuan(fen) if fen or field != "paid_fen" else ""
        case text:
            return str(text)


def _value(line: Line, text: str) -> object:
    try:
        if line.field.endswith("_on"):
            return _day(line, text)
        if line.field.endswith("_fen"):
            return _fen(line, text)
    except ValueError as error:
        what = "日期" if line.field.endswith("_on") else "金额"
        sentence = f"{line.label}“{text}”不是{what}，请写作{line.hint}"
        raise Misread(sentence, line.field) from error
    return text or None


def _day(line: Line, text: str) -> date | None:
    if not text and line.field == "accident_on":
        raise Misread("请填写出险日期", line.field)
    return read_day(text) if text else None


def _fen(line: Line, text: str) -> int | None:
    if not text:
        return 0 if line.field == "paid_fen" else None
    fen = parse_yuan(text)
    if fen < 0:
        raise ValueError(text)
    return fen
