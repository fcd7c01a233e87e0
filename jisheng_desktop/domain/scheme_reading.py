"""Reading a scheme file: strict, and with the line at fault."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date

from jisheng_desktop.domain.schemes import (
    CONDITION_NAMES,
    ROLES,
    FundingShare,
    PolicyYear,
    Rules,
    Scheme,
)
from jisheng_desktop.domain.strict import Path, Unreadable, conform, dotted, shown

EARLIEST = date(2000, 1, 1)
LATEST = date(2100, 12, 31)

Fault = tuple[Path, str]


def read_scheme(source: str | bytes) -> Scheme:
    """Return the scheme in a TOML text.

    Raises `Unreadable` with one sentence: the line, the key, and what is allowed.
    """
    text = _decoded(source)
    data = _parsed(text)
    try:
        scheme = conform(data, Scheme)
    except Unreadable as error:
        raise _at_line(text, error.path, str(error)) from error
    for path, sentence in _faults(scheme):
        raise _at_line(text, path, sentence)
    return scheme


def _decoded(source: str | bytes) -> str:
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("方案文件不是 UTF-8 编码，请另存为 UTF-8") from error


def _parsed(text: str) -> dict[str, object]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+), column (\d+)", str(error))
        last = f"第{text.count(chr(10)) + 1}行（文件末尾）"
        where = f"第{place[1]}行第{place[2]}列附近" if place else last
        raise Unreadable(f"{where}不是有效的 TOML，请检查引号、括号和等号") from error
    except (RecursionError, ValueError) as error:
        raise Unreadable("不是有效的 TOML：嵌套过深或数字过长") from error


def _at_line(text: str, path: Path, sentence: str) -> Unreadable:
    lines = toml_lines(text)
    while path and path not in lines:
        path = path[:-1]
    where = f"第{lines[path]}行：" if path else ""
    return Unreadable(sentence, path, where)


# -- what the shape alone cannot say ----------------------------------------------


def _faults(scheme: Scheme) -> Iterator[Fault]:
    yield from _id_faults(scheme)
    yield from _period_faults(scheme)
    yield from _area_faults(scheme)
    yield from _benefit_faults(scheme)
    yield from _category_faults(scheme)
    yield from _inferred_faults(scheme)
    for index, year in enumerate(scheme.years):
        yield from _year_faults(scheme, year, ("years", index))


def _period_faults(scheme: Scheme) -> Iterator[Fault]:
    yield from _ordered(
        scheme.valid_from, scheme.valid_to, (), "valid_from", "valid_to"
    )
    born_from = scheme.rules.child_born_from
    if born_from is not None and not date(1900, 1, 1) <= born_from <= LATEST:
        yield (
            ("rules", "child_born_from"),
            f"“rules.child_born_from”的日期“{born_from}”过远",
        )


def _id_faults(scheme: Scheme) -> Iterator[Fault]:
    if not re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9_-]{0,39}", scheme.id):
        yield ("id",), f"“id”的值“{shown(scheme.id)}”应为1至40位字母、数字或连字符"


def _area_faults(scheme: Scheme) -> Iterator[Fault]:
    for index, code in enumerate(scheme.area):
        if not re.fullmatch(r"\d{2,12}", code):
            yield (
                ("area", index),
                f"“area”中的“{shown(code)}”应为2至12位数字的区划代码前缀",
            )
    if not scheme.area:
        yield ("area",), "“area”不能为空，应列出视为本地户籍的区划代码前缀"


def _benefit_faults(scheme: Scheme) -> Iterator[Fault]:
    for role in scheme.benefits:
        if role not in ROLES:
            allowed = "、".join(ROLES)
            yield (
                ("benefits", role),
                f"不认识的身份“{shown(role)}”，[benefits] 可用：{allowed}",
            )


def _category_faults(scheme: Scheme) -> Iterator[Fault]:
    codes = [category.code for category in scheme.categories]
    if not codes:
        yield ("categories",), "“categories”不能为空，至少要有一个类别"
    yield from _repeated(codes, ("categories",), "code")
    for index, category in enumerate(scheme.categories):
        for name in category.conditions:
            if name not in CONDITION_NAMES:
                allowed = "、".join(CONDITION_NAMES)
                yield (
                    ("categories", index, "conditions"),
                    f"不认识的条件“{shown(name)}”，可用的条件：{allowed}",
                )


def _inferred_faults(scheme: Scheme) -> Iterator[Fault]:
    known = {
        *Scheme.__struct_fields__,
        *(f"rules.{key}" for key in Rules.__struct_fields__),
        *(f"years.{key}" for key in PolicyYear.__struct_fields__),
    }
    for key in scheme.inferred:
        if key not in known:
            yield (
                ("inferred",),
                f"“inferred”中的“{shown(key)}”不是方案的键（如 rules.age_as_of）",
            )


def _year_faults(scheme: Scheme, year: PolicyYear, at: Path) -> Iterator[Fault]:
    twice = [y.policy_year for y in scheme.years].count(year.policy_year) > 1
    if twice:
        yield (*at, "policy_year"), f"年度{year.policy_year}出现了两次，请只保留一个"
    for start, end in (
        ("enroll_from", "enroll_to"),
        ("subsidy_from", "subsidy_to"),
        ("effective_on", "expires_on"),
    ):
        yield from _ordered(getattr(year, start), getattr(year, end), at, start, end)
    yield from _plan_faults(scheme, year, (*at, "plans"))
    yield from _funding_faults(year.funding, (*at, "funding"))
    yield from _budget_faults(scheme, year, (*at, "budgets"))


def _plan_faults(scheme: Scheme, year: PolicyYear, at: Path) -> Iterator[Fault]:
    yield from _repeated([plan.code for plan in year.plans], at, "code")
    for index, plan in enumerate(year.plans):
        if plan.children is not None and scheme.kind == "PERSON":
            yield (
                (*at, index, "children"),
                "“children”只用于以家庭为单位的方案（kind = HOUSEHOLD）",
            )
        for role in plan.sums_insured_fen:
            if role not in ROLES:
                yield (
                    (*at, index, "sums_insured_fen", role),
                    f"不认识的身份“{shown(role)}”，可用：{'、'.join(ROLES)}",
                )


def _funding_faults(shares: tuple[FundingShare, ...], at: Path) -> Iterator[Fault]:
    """E951: percentages sum to 100, or one REMAINDER closes the list."""
    for index, share in enumerate(shares):
        if share.mode != "REMAINDER" and share.value is None:
            yield (*at, index), f"“{dotted((*at, index))}”缺少 value"
        if share.mode == "PERCENT" and (share.value or 0) > 100:
            yield (*at, index, "value"), f"分担比例“{share.value}”超过100%"
    closing = sum(share.mode == "REMAINDER" for share in shares)
    if closing > 1:
        yield at, "资金分担中只能有一方承担其余"
    percent = sum(s.value or 0 for s in shares if s.mode == "PERCENT")
    fixed = any(share.mode == "FIXED" for share in shares)
    if shares and not closing and (fixed or percent != 100):
        yield (
            at,
            f"分担比例合计须为100%，当前{percent}%；也可由一方承担其余",
        )
    if percent > 100:
        yield at, f"分担比例合计{percent}%，超过100%"


def _budget_faults(scheme: Scheme, year: PolicyYear, at: Path) -> Iterator[Fault]:
    known = [category.code for category in scheme.categories]
    for index, budget in enumerate(year.budgets):
        for code in budget.categories:
            if code not in known:
                yield (
                    (*at, index, "categories"),
                    f"预算中的类别“{shown(code)}”不在方案中，可用：{'、'.join(known)}",
                )


def _repeated(codes: list[str], at: Path, key: str) -> Iterator[Fault]:
    for index, code in enumerate(codes):
        if codes.index(code) < index or not code:
            yield (
                (*at, index, key),
                f"“{dotted((*at, index, key))}”的值“{shown(code)}”为空或重复",
            )


def _ordered(
    start: date | None, end: date | None, at: Path, start_key: str, end_key: str
) -> Iterator[Fault]:
    for key, day in ((start_key, start), (end_key, end)):
        if day is not None and not EARLIEST <= day <= LATEST:
            yield (
                (*at, key),
                f"“{key}”的日期“{day}”应在{EARLIEST.year}年至{LATEST.year}年之间",
            )
    if start is not None and end is not None and end < start:
        yield (*at, end_key), f"“{end_key}”（{end}）早于“{start_key}”（{start}）"


# -- which line a key stands on ---------------------------------------------------

# Compiled when first used: only what is wrong is looked up by line.
_HEADER = r"^\s*(\[\[?)\s*([^\]]+?)\s*\]\]?\s*(?:#.*)?$"
_KEY = r"^\s*([A-Za-z0-9_.\-\"' ]+?)\s*="


def toml_lines(text: str) -> dict[Path, int]:
    """Return the line (from 1) of every table and key written on a line of its own.

    Keys inside inline tables and arrays are found under their outer key.
    """
    lines: dict[Path, int] = {}
    counts: dict[Path, int] = {}
    table: Path = ()
    for number, line in enumerate(text.splitlines(), start=1):
        if header := re.match(_HEADER, line):
            table = _table_path(header[2], counts, opens=header[1] == "[[")
            for depth in range(1, len(table) + 1):
                lines.setdefault(table[:depth], number)
        elif key := re.match(_KEY, line):
            path = (*table, *_names(key[1]))
            for depth in range(len(table) + 1, len(path) + 1):
                lines.setdefault(path[:depth], number)
    return lines


def _table_path(name: str, counts: dict[Path, int], *, opens: bool) -> Path:
    """Return a header's path, with the index of each array of tables it lies in."""
    names = _names(name)
    path: Path = ()
    for depth, step in enumerate(names, start=1):
        path = (*path, step)
        if opens and depth == len(names):
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path


def _names(dotted_key: str) -> tuple[str, ...]:
    return tuple(part.strip().strip("\"'") for part in dotted_key.split("."))
