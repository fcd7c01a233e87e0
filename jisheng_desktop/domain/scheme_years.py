"""A scheme's text with one year, or its insurer, written anew; all else stays word for word."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

import msgspec

from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.schemes import Insurer, PolicyYear, Scheme
from jisheng_desktop.domain.strict import Unreadable, conform

# A header alone on its line, as TOML wants it.
_HEADER = re.compile(r"^\s*\[\[?\s*([A-Za-z0-9_.\-]+)\s*\]\]?\s*(?:#.*)?$")
_FIRST_KEYS = ("policy_year",)


def read_year(text: str) -> PolicyYear:
    """Return the policy year in a TOML text whose keys are those of `[[years]]`.

    Raises `Unreadable` naming the key at fault.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise Unreadable(f"年度文件不是有效的 TOML：{error}") from error
    return conform(data, PolicyYear)


def with_year(text: str, year: PolicyYear) -> str:
    """Return the scheme's text with `year` in the place of the same year, or at its end.

    Raises `Unreadable` when the result is no valid scheme, or when anything but that
    year would mean something else than before.
    """
    before = read_scheme(text)
    block = "\n".join(_table("years", year, many=True))
    found = _span_of_year(text, before, year.policy_year)
    after = _replaced(text, found, block)
    others = [y for y in before.years if y.policy_year != year.policy_year]
    return _proved(before, after, years=_in_text_order(others, year, after))


def with_insurer(text: str, insurer: Insurer) -> str:
    """Return the scheme's text with another insurer; raises as `with_year` does."""
    before = read_scheme(text)
    spans = [span for name, span in _spans(text) if name == "insurer"]
    block = "\n".join(_table("insurer", insurer, many=False))
    first_table = next((span[0] for _, span in _spans(text)), len(text.splitlines()))
    found = spans[0] if spans else (first_table, first_table)
    return _proved(before, _replaced(text, found, block), insurer=insurer)


def year_after(scheme: Scheme, policy_year: int) -> PolicyYear:
    """Return what a new year begins with: the last year before it, a year later.

    Prices, payers and plans are carried over to be looked at; dates move to the same
    day of the later year.
    """
    known = scheme.year(policy_year)
    if known is not None and known.plans:
        return known
    earlier = [y for y in scheme.years if y.policy_year < policy_year and y.plans]
    if not earlier:
        return known or PolicyYear(policy_year=policy_year)
    last = max(earlier, key=lambda y: y.policy_year)
    years = policy_year - last.policy_year
    moved = {
        name: later(value, years)
        for name, value in msgspec.structs.asdict(last).items()
        if isinstance(value, date)
    }
    return msgspec.structs.replace(last, policy_year=policy_year, **moved)


def later(day: date, years: int) -> date:
    """Return the same day `years` later; the last of a February stays its last."""
    if (day + timedelta(days=1)).day == 1:
        following = day + timedelta(days=1)
        return following.replace(year=following.year + years) - timedelta(days=1)
    return day.replace(year=day.year + years)


# -- where a table stands ---------------------------------------------------------


def _spans(text: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """Yield each table's name and its lines, from its header to the next header.

    Comments and empty lines just above a header belong to it.
    """
    lines = text.splitlines()
    heads = [
        (header[1], number)
        for number, line in enumerate(lines)
        if (header := _HEADER.match(line))
    ]
    starts = [_with_comments(lines, number) for _, number in heads]
    for (name, number), end in zip(heads, [*starts[1:], len(lines)], strict=True):
        yield name, (number, end)


def _with_comments(lines: list[str], number: int) -> int:
    while number and (not lines[number - 1].strip() or _is_comment(lines[number - 1])):
        number -= 1
    return number


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _span_of_year(text: str, scheme: Scheme, policy_year: int) -> tuple[int, int]:
    """Return the lines of a year and the tables inside it; the end of the text if new."""
    years = [each.policy_year for each in scheme.years]
    spans = list(_spans(text))
    last = len(text.splitlines())
    if policy_year not in years:
        return last, last
    heads = [index for index, (name, _) in enumerate(spans) if name == "years"]
    first = heads[years.index(policy_year)]
    inside = first
    while inside + 1 < len(spans) and spans[inside + 1][0].startswith("years."):
        inside += 1
    return spans[first][1][0], spans[inside][1][1]


def _replaced(text: str, span: tuple[int, int], block: str) -> str:
    lines = text.splitlines()
    before, after = lines[: span[0]], lines[span[1] :]
    parts = ["\n".join(before).rstrip(), block, "\n".join(after).strip("\n")]
    if span[0] < span[1]:
        parts[0] = "\n".join(before).rstrip("\n")
    return "\n\n".join(part for part in parts if part) + "\n"


def _in_text_order(
    others: list[PolicyYear], year: PolicyYear, text: str
) -> tuple[PolicyYear, ...]:
    order = [each.policy_year for each in read_scheme(text).years]
    return tuple(sorted([*others, year], key=lambda y: order.index(y.policy_year)))


def _proved(before: Scheme, text: str, **changes: object) -> str:
    if read_scheme(text) != msgspec.structs.replace(before, **changes):
        raise Unreadable(
            "方案文件的写法本程序不能就地修改，请直接修改方案文件后重新采用"
        )
    return text


# -- writing TOML of our own shapes ------------------------------------------------


def _table(name: str, part: msgspec.Struct, *, many: bool) -> Iterator[str]:
    """Yield the lines of a table; what is not set is left out, inner tables follow."""
    yield f"[[{name}]]" if many else f"[{name}]"
    values = msgspec.structs.asdict(part)
    defaults = {field.name: field.default for field in msgspec.structs.fields(part)}
    for key, value in values.items():
        if not _is_inner(value) and (value != defaults[key] or key in _FIRST_KEYS):
            yield f"{key} = {_value(value)}"
    for key, value in values.items():
        if isinstance(value, Mapping) and value:
            yield from _roles(f"{name}.{key}", value)
        elif _is_inner(value) and value:
            for inner in value:
                yield ""
                yield from _table(f"{name}.{key}", inner, many=True)


def _roles(name: str, roles: Mapping[str, Mapping[str, int]]) -> Iterator[str]:
    yield f"[{name}]"
    for role, sums in roles.items():
        for benefit, amount in sums.items():
            yield f"{_value(role)}.{_value(benefit)} = {amount}"


def _is_inner(value: object) -> bool:
    if isinstance(value, Mapping):
        return True
    return isinstance(value, tuple) and any(
        isinstance(each, msgspec.Struct) for each in value
    )


def _value(value: object) -> str:
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, str):
        return json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007f")
    if isinstance(value, tuple):
        return f"[{', '.join(_value(each) for each in value)}]"
    return str(value).lower() if isinstance(value, bool) else str(value)
