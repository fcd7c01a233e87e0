"""The columns of 查重: the queue, and two records side by side."""

from jisheng_desktop.domain.verdicts import (
    ALREADY_ELSEWHERE,
    CHANGED_TWICE,
    OTHER_PERSON,
)
from jisheng_desktop.services.comparing import Difference
from jisheng_desktop.services.duplicates import BOTH, Pair
from jisheng_desktop.services.suspecting import SUSPECT
from ui.models.values import Column

KINDS = {
    ALREADY_ELSEWHERE: "重复参保",
    OTHER_PERSON: "号码冲突",
    SUSPECT: "疑似同一人",
    CHANGED_TWICE: "两处改动",
}


def kind_words(pair: Pair) -> str:
    """Return what kind of duplicate a pair is, and of how many records, where others
    are about the same person.
    """
    more = f"（共{pair.records}份）" if pair.records > BOTH else ""
    return f"{KINDS.get(pair.kind, pair.kind)}{more}"


def standing_words(pair: Pair) -> str:
    """Return whether a pair waits for people, or what they decided."""
    if pair.kind == CHANGED_TWICE:
        return "待更正"
    if pair.open:
        return "待核"
    return "已保留一份" if len(pair.kept) == 1 else "不是同一人"


def _colour(pair: Pair) -> str:
    if not pair.open:
        return "text_faint"
    return "warn" if pair.kind == SUSPECT else "bad"


def _names(pair: Pair) -> str:
    names = dict.fromkeys(side.name for side in pair.claims)
    return "、".join(names)


QUEUE: tuple[Column[Pair], ...] = (
    Column("序号", lambda pair: str(pair.id or "")),
    Column("户主", _names),
    Column("情况", kind_words, colour=_colour),
    Column("处理", standing_words, colour=_colour),
)


def _marked(line: Difference) -> str:
    return "bad" if line.differs else "text"


def sides(first: str, second: str) -> tuple[Column[Difference], ...]:
    """Return the columns that lay two records side by side, under these titles."""
    return (
        Column("", lambda line: f"{'≠ ' if line.differs else ''}{line.label}"),
        Column(first, lambda line: line.first, colour=_marked),
        Column(second, lambda line: line.second, colour=_marked),
    )
