"""The columns of other people's rosters: what they are called, and what they mean."""

import re
from typing import NamedTuple

from jisheng_desktop.domain.column_names import IGNORED, PERSONAL, SHARED
from jisheng_desktop.domain.text import halfwidth


class Target(NamedTuple):
    """What a column says: `field` of the row's own person, or of the one in `role`.

    `role` is empty, or names a person of a one-row household: head, spouse, father,
    mother, guardian, child1 …; household fields have none.
    """

    field: str
    role: str = ""

    @property
    def is_personal(self) -> bool:
        """Tell whether the column speaks of one person."""
        return self.field in PERSONAL


ROLES: tuple[tuple[str, str], ...] = (
    ("户主", "head"),
    ("配偶", "spouse"),
    ("爱人", "spouse"),
    ("父亲", "father"),
    ("爸爸", "father"),
    ("男方", "father"),
    ("丈夫", "father"),
    ("母亲", "mother"),
    ("妈妈", "mother"),
    ("女方", "mother"),
    ("妻子", "mother"),
    ("监护人", "guardian"),
    ("法定监护人", "guardian"),
    ("子女", "child"),
    ("第一被保险人", "child"),
    ("独生子女", "child"),
    ("孩子", "child"),
    ("小孩", "child"),
    ("孩", "child"),
    ("父", "father"),
    ("母", "mother"),
)
ROLE_NAMES = {role: word for word, role in reversed(ROLES)}
CHILDREN = ("child1", "child2", "child3")
# The places a person has in a household that stands in one row.
PLACES = (*dict.fromkeys(role for _, role in ROLES if role != "child"), *CHILDREN)
ORDINALS = {"一": "1", "二": "2", "三": "3", "大": "1", "①": "1", "②": "2", "③": "3"}

# Words before a field that say no more than that it is the row's own person.
OWN = (
    *("家庭成员", "参保人员", "参保对象", "补助对象", "被保险人", "被保人", "参保人"),
    *("受助人", "成员", "对象", "本人", "个人", "人员", "居民", "客户", "真实"),
)

# Different words for one thing, wherever they stand: in the names above, and in a title.
_SAME = tuple(
    (re.compile(pattern), word)
    for pattern, word in (
        ("是否(?!被)|详细|现有|^所属|^所在|(?<=[村区居会组人])名称$", ""),
        ("编号|号码", "号"),
        ("(居民|公民)?身份证(明|件)?|公民身份(?=号)", "身份证"),
        ("时间|年月日?", "日期"),
        ("户口", "户籍"),
        ("类型|种类", "类别"),
        ("签名|签章", "签字"),
        ("交费|付款|支付|交款|缴款", "缴费"),
        ("投保(?!人)", "参保"),
        ("移动电话|手机电话|手机号?|电话号", "电话"),
        ("(?<=[子女孩])(人|个)数|数量", "数"),
    )
)
_NOISE = re.compile(r"[*＊:：、，,/／·\s“”\"《》|_-]")
_BRACKETS = re.compile(r"[（(【\[][^）)】\]]*[）)】\]]")
_ORDINAL = re.compile(r"第?([1-3一二三大①②③])(?:个|孩)?")


def plain(header: str) -> str:
    """Return a header without blanks, marks and remarks in brackets."""
    text = halfwidth(header).replace("(", "（").replace(")", "）")
    return _NOISE.sub("", _BRACKETS.sub("", text))


def recognise(header: str) -> Target | None:
    """Return what a column of this name says, or None when nobody calls one so."""
    text = _canonical(plain(header))
    if not text or is_ignored(header):
        return None
    if text in _FIELDS:
        return Target(_FIELDS[text])
    return _of_own_person(text) or _of_one_person(text)


def is_ignored(header: str) -> bool:
    """Tell whether a column is known and deliberately not read."""
    return plain(header) in IGNORED


def title(target: Target) -> str:
    """Return the name under which we write a column ourselves."""
    names = PERSONAL.get(target.field) or SHARED[target.field]
    role, ordinal = target.role.rstrip("123"), target.role.removeprefix("child")
    word = ROLE_NAMES.get(role, "")
    return f"{word}{ordinal}{names[0]}" if role == "child" else word + names[0]


def target_named(name: str) -> Target | None:
    """Return the target of a mapping file: `id_no`, `father.name`, `child2.id_no`."""
    role, _, field = name.rpartition(".")
    if field not in PERSONAL and field not in SHARED:
        return None
    return Target(field, role) if not role or role in PLACES else None


def _canonical(text: str) -> str:
    for pattern, word in _SAME:
        text = pattern.sub(word, text)
    return text


_FIELDS = {
    _canonical(plain(name)): field
    for fields in (SHARED, PERSONAL)
    for field, names in fields.items()
    for name in names
}


def _of_own_person(text: str) -> Target | None:
    """Read 参保人员身份证号, 本人手机."""
    for word in OWN:
        field = _personal(text.removeprefix(word)) if text.startswith(word) else None
        if field is not None:
            return Target(field)
    return None


def _of_one_person(text: str) -> Target | None:
    """Read 父亲身份证号, 子女2姓名, 第二个孩子姓名, 户主."""
    for word, role in ROLES:
        before, found, after = text.partition(word)
        if not found or (before and not _ORDINAL.fullmatch(before)):
            continue
        ordinal, rest = _ordinal(before, after)
        field = _personal(rest) if rest else "name"
        if field is not None:
            return Target(field, f"child{ordinal or 1}" if role == "child" else role)
    return None


def _personal(text: str) -> str | None:
    """Return the field of a person that a title's end names; a telephone is its own."""
    field = _FIELDS.get(text)
    if field == "contact_phone":
        return "phone"
    return field if field in PERSONAL else None


def _ordinal(before: str, after: str) -> tuple[str, str]:
    """Take the number out of 第二个|孩子|姓名, 子女|2姓名 or 子女|姓名2."""
    for text, rest in (
        (before, after),
        (after[:1], after[1:]),
        (after[-1:], after[:-1]),
    ):
        match = _ORDINAL.fullmatch(text)
        if match:
            return ORDINALS.get(match[1], match[1]), rest
    return "", after
