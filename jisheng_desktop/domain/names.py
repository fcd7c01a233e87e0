"""Names of persons: one normal form, and what may stand in it (民委发〔2016〕33号)."""

import re
from collections.abc import Iterator
from functools import cache

import msgspec

from jisheng_desktop.domain.documents import IdType
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.text import normal

SEPARATOR = "·"
MAX_LENGTH = 50
COMPOUND_SURNAMES = frozenset(
    re.findall(
        "..",
        "欧阳太史端木上官司马东方独孤南宫万俟闻人夏侯诸葛尉迟公羊赫连澹台皇甫宗政"
        "濮阳公冶太叔申屠公孙慕容仲孙钟离长孙宇文司徒鲜于司空闾丘子车亓官司寇巫马"
        "公西颛孙壤驷公良漆雕乐正宰父谷梁拓跋夹谷轩辕令狐段干百里呼延东郭南门羊舌"
        "微生梁丘左丘东门西门第五公户公玉纳兰完颜叶赫哥舒贺兰呼衍欧侯淳于单于",
    )
)

# Unicode 17 ranges; unicodedata of our Python does not know the newest extensions.
_BASIC_HAN = "〇\u4e00-\u9fff\uf900-\ufaff"
_RARE_HAN = (
    "\u3400-\u4dbf\U00020000-\U0002a6df\U0002a700-\U0002b81d\U0002b820-\U0002ceaf"
    "\U0002ceb0-\U0002ebe0\U0002ebf0-\U0002ee5d\U0002f800-\U0002fa1f"
    "\U00030000-\U0003134a\U00031350-\U00033479"
)
_HAN = _BASIC_HAN + _RARE_HAN
_LATIN = r"A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff"
_PRIVATE = "\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd"

_PLAIN_NAME = re.compile("[\u4e00-\u9fff]{2,50}")
# Wide sets take milliseconds to compile: each waits for the first name it is for.
_RARE = f"[{_RARE_HAN}]"
_PRIVATE_USE = f"[{_PRIVATE}]"
_ILLEGAL_HAN = f"[^{_HAN}{_PRIVATE}{SEPARATOR}]"
_ILLEGAL_FOREIGN = f"[^{_HAN}{_PRIVATE}{_LATIN}{SEPARATOR} '’.-]"
_DOTS = "[•‧・･．.｡。∙⋅﹒●‣◦]"
_DOTS_BETWEEN_HAN = f"(?<=[{_HAN}]){_DOTS}(?=[{_HAN}])"
_PADDING = f"(?<=[{_HAN}{SEPARATOR}]) (?=[{_HAN}{SEPARATOR}])"
_MISPLACED_SEPARATOR = re.compile(f"^{SEPARATOR}|{SEPARATOR}$|{SEPARATOR}{SEPARATOR}")

_LATIN_TYPES = frozenset(("FOREIGN_PR_2017", "FOREIGN_PR_2023", "PASSPORT", "OTHER"))

# Ideographs that earlier GBK and GB 18030 tables kept in the private use area, in order
# of U+E815–E864; the last to move out were U+9FB4–9FBB, in 2022. A blank is a radical or
# a component, which no name holds.
_FORMERLY_PRIVATE = (
    " 𠂇𠂉𠃌 㑳㑇  龴㖞㘚㘎  㥮㤘龵㧏㧟㩳㧐龶龷㭎㱮㳠 𡗗龸 䁖䅟 䌷   𢦏䎱䎬 䏝䓖䙡䙌龹"
    "䜣䜩䝼䞍 䥇䥺䥽䦂䦃䦅䦆䦟䦛䦷䦶龺𤇾䲣䲟䲠䲡䱷䲢䴓䴔䴕䴖䴗䴘䴙䶮龻"
)
SUGGESTIONS: dict[str, str] = {
    chr(0xE815 + place): char
    for place, char in enumerate(_FORMERLY_PRIVATE)
    if char != " "
}


class Name(msgspec.Struct, frozen=True):
    """A name once normalised, and what is wrong with it."""

    text: str
    problems: tuple[Problem, ...] = ()


def examine_name(raw: str, id_type: IdType, *, field: str) -> Name:
    """Normalise a name and report E201–W209, all but E208, which asks the fonts.

    Spaces between ideographs are padding and go. Latin letters belong to foreigners'
    documents only. Length counts code points.
    """
    if _PLAIN_NAME.fullmatch(raw):
        return Name(raw)
    typed = normal(raw)
    if not typed:
        return Name("", (problem("E201", field),))
    foreign = id_type in _LATIN_TYPES
    dotted = _compiled(_DOTS_BETWEEN_HAN if foreign else _DOTS).sub(SEPARATOR, typed)
    text = _compiled(_PADDING).sub("", dotted)
    found = list(_faults(text, _ILLEGAL_FOREIGN if foreign else _ILLEGAL_HAN, field))
    if dotted != typed:
        found.append(problem("I204", field, name=text))
    return Name(text, tuple(found))


def is_rare(char: str) -> bool:
    """Return whether an ideograph is one that old fonts and GBK lack (W206)."""
    return _compiled(_RARE).fullmatch(char) is not None


def surname_length(name: str) -> int:
    """Return the characters a surname takes: 2 if compound, else 1; 0 if there is none."""
    if len(name) > 2 and name[:2] in COMPOUND_SURNAMES:
        return 2
    return min(len(name), 1)


def _faults(text: str, illegal: str, field: str) -> Iterator[Problem]:
    strange = _compiled(illegal).search(text)
    if strange:
        yield problem("E202", field, c=strange[0])
    if _MISPLACED_SEPARATOR.search(text):
        yield problem("E203", field, name=text)
    if len(text) > MAX_LENGTH:
        yield problem("E205", field, n=len(text))
    for char in _distinct(_PRIVATE_USE, text):
        yield problem("E207", field, c=char, u=_code_point(char), s=_advice(char))
    rare = _distinct(_RARE, text)
    if rare:
        codes = "、".join(map(_code_point, rare))
        yield problem("W206", field, c="".join(rare), u=codes)
    if len(text) == 1 and not strange:
        yield problem("W209", field, name=text)


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


def _distinct(pattern: str, text: str) -> list[str]:
    """Return the different characters of a kind, as far as a name may reach."""
    return list(dict.fromkeys(_compiled(pattern).findall(text[:MAX_LENGTH])))


def _code_point(char: str) -> str:
    return f"U+{ord(char):04X}"


def _advice(char: str) -> str:
    if char not in SUGGESTIONS:
        return "请照证件重新输入"
    standard = SUGGESTIONS[char]
    return f"请改用“{standard}”（{_code_point(standard)}）"
