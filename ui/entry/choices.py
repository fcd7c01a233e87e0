"""Choices of the form, found by number, by pinyin initials or by their own words."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from jisheng_desktop.domain.identity import ID_TYPE_NAMES
from jisheng_desktop.domain.pinyin import initials
from jisheng_desktop.domain.relations import RELATIONS
from jisheng_desktop.domain.text import halfwidth

COMMON_RELATIONS = ("02", "12", "11", "22", "23", "24", "32", "33", "34", "51", "52")


@dataclass(frozen=True)
class Choice:
    """One thing to choose: its value in the document, the key to type, its name."""

    value: str
    key: str
    name: str

    @property
    def label(self) -> str:
        """Return what the field shows once this is chosen."""
        return f"{self.key} {self.name}" if self.key else self.name

    @cached_property
    def initials(self) -> frozenset[str]:
        """Return the pinyin initials that find this choice."""
        return initials(self.name)


@dataclass(frozen=True)
class Choices:
    """A list to choose from, in the order in which it is offered."""

    items: tuple[Choice, ...]
    by_value: Mapping[str, Choice] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_value", {item.value: item for item in self.items})

    def label(self, value: str) -> str:
        """Return the label of a value; a value that is not on the list is its own."""
        item = self.by_value.get(value)
        return item.label if item else value

    def matching(self, typed: str) -> list[Choice]:
        """Return what `typed` may mean, the likeliest first; nothing typed: everything."""
        wanted = halfwidth(typed).lower()
        exact = [item for item in self.items if wanted in {item.key, item.label}]
        near = [i for i in self.items if i not in exact and _begins(i, wanted)]
        return exact + near


def _begins(item: Choice, wanted: str) -> bool:
    return (
        item.key.startswith(wanted)
        or any(short.startswith(wanted) for short in item.initials)
        or wanted in item.name
        or item.label.replace(" ", "").startswith(wanted)
    )


def numbered(names: Iterable[tuple[str, str]], start: int = 1) -> Choices:
    """Return choices whose keys are 1, 2, 3 … in the order given."""
    return Choices(
        tuple(
            Choice(value, str(number), name)
            for number, (value, name) in enumerate(names, start)
        )
    )


def coded(names: Mapping[str, str], first: Sequence[str] = ()) -> Choices:
    """Return choices whose keys are their official codes, the common ones first."""
    rest = (code for code in names if code not in first)
    order = [code for code in first if code in names] + list(rest)
    return Choices(tuple(Choice(code, code, names[code]) for code in order))


def warm_up() -> None:
    """Work out the initials of the longest list, so that no key stroke has to wait."""
    for item in RELATION.items:
        _ = item.initials


RELATION = coded(RELATIONS, COMMON_RELATIONS)
ID_TYPE = numbered(ID_TYPE_NAMES.items())
SEX = numbered([("M", "男"), ("F", "女")])
HUKOU_TYPE = numbered([("URBAN", "城镇"), ("RURAL", "农村"), ("UNIFIED", "统一登记")])
COMPLIANCE = numbered([("YES", "是"), ("NO", "否"), ("UNKNOWN", "未确认")])
ROLE = numbered([("CHILD", "子女"), ("PARENT", "父母"), ("GUARDIAN", "监护人")])
GUARDIAN_KIND = numbered(
    [("PARENT", "父母"), ("RELATIVE", "其他亲属"), ("ORGANISATION", "单位")]
)
SIGNATURE = numbered([("SIGNED", "本人签字"), ("THUMBPRINT", "按手印")])
PAYMENT = numbered(
    [
        ("PHONE", "手机支付"),
        ("BANK", "银行转账"),
        ("INSURER_QR", "承保公司扫码"),
        ("GOVERNMENT", "政府代缴"),
        ("CASH", "现金"),
        ("NONE", "未缴"),
    ]
)
