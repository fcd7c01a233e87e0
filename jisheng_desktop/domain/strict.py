"""Strict reading of data from outside: what does not fit is named in one sentence."""

import json
import types
from collections.abc import Iterator
from datetime import date, datetime
from typing import TypeVar

import msgspec
from msgspec import inspect

from jisheng_desktop.errors import UserError

T = TypeVar("T")
Path = tuple[str | int, ...]

MAX_SHOWN = 40


class Unreadable(UserError):
    """Data that does not have the shape it should; `path` leads to the key at fault.

    `sentence` is what is wrong without `place`, for users who never saw the text.
    """

    def __init__(self, sentence: str, path: Path = (), place: str = "") -> None:
        """Keep the sentence for the user and the place for whoever can point at it."""
        super().__init__(place + sentence)
        self.sentence = sentence
        self.path = path


def parse_json(source: str | bytes) -> object:
    """Return the value of one JSON text; raise `Unreadable` for anything doubtful.

    Refused beside broken syntax: duplicate keys, NaN and infinities, lone
    surrogates, nesting and numbers beyond what Python reads.
    """
    text = _decoded(source)
    try:
        value: object = json.loads(
            text, object_pairs_hook=_without_duplicates, parse_constant=_no_constant
        )
    except json.JSONDecodeError as error:
        if not text.strip():
            raise Unreadable("内容为空，应为一个 JSON 文档") from error
        raise Unreadable(
            f"不是有效的 JSON：第{error.lineno}行第{error.colno}列附近有误，"
            "请检查引号、逗号和括号"
        ) from error
    except RecursionError as error:
        raise Unreadable("不是有效的 JSON：嵌套过深") from error
    except ValueError as error:
        raise Unreadable("不是有效的 JSON：数字过长") from error
    if "\\u" in text:
        _refuse_surrogates(value)
    return value


def conform(data: object, shape: type[T]) -> T:
    """Return `data` as a `shape`; raise `Unreadable` naming the first misfit."""
    try:
        return msgspec.convert(data, shape)
    except (msgspec.ValidationError, RecursionError, OverflowError) as error:
        for path, sentence in _faults(data, inspect.type_info(shape), ()):
            raise Unreadable(sentence, path) from error
        raise Unreadable("内容与规定的格式不符") from error


def dotted(path: Path) -> str:
    """Return a path as people write it: `years[0].plans[1].premium_fen`."""
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{shown(step)}"
    return text.lstrip(".") or "文档"


def shown(value: object) -> str:
    """Return a value short enough, and safe enough, to stand in a sentence."""
    text = _plain(value)
    text = "".join(c if c.isprintable() else "�" for c in text[: MAX_SHOWN + 1])
    return text if len(text) <= MAX_SHOWN else text[:MAX_SHOWN] + "…"


def _plain(value: object) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case dict():
            return "{…}"
        case list() | tuple():
            return "[…]"
        case int() if abs(value) >= 10**MAX_SHOWN:
            return "过大的数"
        case _:
            return str(value)


def _decoded(source: str | bytes) -> str:
    if isinstance(source, str):
        return source.removeprefix("\ufeff")
    try:
        return source.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable("文件不是 UTF-8 编码，请另存为 UTF-8") from error


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise Unreadable(f"键“{shown(twice)}”重复出现，请只保留一个", (twice,))
    return found


def _no_constant(word: str) -> object:
    raise Unreadable(f"不是有效的 JSON：不允许 {word}")


def _refuse_surrogates(value: object) -> None:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except UnicodeEncodeError as error:
        raise Unreadable("文本中有不完整的字符（孤立的代理项），请重新输入") from error


# -- what is wrong, and where -----------------------------------------------------


def _faults(
    data: object, shape: inspect.Type, path: Path
) -> Iterator[tuple[Path, str]]:
    match shape:
        case inspect.UnionType():
            yield from _union_faults(data, shape, path)
        case inspect.StructType():
            yield from _struct_faults(data, shape, path)
        case inspect.VarTupleType() | inspect.ListType():
            yield from _list_faults(data, shape.item_type, path)
        case inspect.DictType():
            yield from _dict_faults(data, shape.value_type, path)
        case _:
            if not _fits(data, shape):
                kind = "文字" if isinstance(data, str) and _counts(shape) else ""
                yield (
                    path,
                    f"“{dotted(path)}”应为{_wanted(shape)}，当前为{kind}“{shown(data)}”",
                )


def _union_faults(
    data: object, shape: inspect.UnionType, path: Path
) -> Iterator[tuple[Path, str]]:
    if data is None and shape.includes_none:
        return
    others = [t for t in shape.types if not isinstance(t, inspect.NoneType)]
    structs = [t for t in others if isinstance(t, inspect.StructType)]
    fitting = structs if isinstance(data, dict) and structs else others
    yield from _faults(data, fitting[0], path)


def _struct_faults(
    data: object, shape: inspect.StructType, path: Path
) -> Iterator[tuple[Path, str]]:
    if not isinstance(data, dict):
        yield path, f"“{dotted(path)}”应为一组键值，当前为“{shown(data)}”"
        return
    fields = {field.encode_name: field for field in shape.fields}
    for key in data:
        if key not in fields:
            allowed = "、".join(fields)
            yield (
                (*path, key),
                f"不认识的键“{dotted((*path, key))}”，可用的键：{allowed}",
            )
    for name, field in fields.items():
        if name in data:
            yield from _faults(data[name], field.type, (*path, name))
        elif field.required:
            yield path, f"缺少“{dotted((*path, name))}”，应为{_wanted(field.type)}"


def _list_faults(
    data: object, item: inspect.Type, path: Path
) -> Iterator[tuple[Path, str]]:
    if not isinstance(data, list | tuple):
        yield path, f"“{dotted(path)}”应为列表，当前为“{shown(data)}”"
        return
    for index, value in enumerate(data):
        yield from _faults(value, item, (*path, index))


def _dict_faults(
    data: object, value_type: inspect.Type, path: Path
) -> Iterator[tuple[Path, str]]:
    if not isinstance(data, dict):
        yield path, f"“{dotted(path)}”应为一组键值，当前为“{shown(data)}”"
        return
    for key, value in data.items():
        yield from _faults(value, value_type, (*path, key))


def _fits(data: object, shape: inspect.Type) -> bool:
    match shape:
        case inspect.LiteralType():
            return isinstance(data, str | int) and data in shape.values
        case inspect.BoolType():
            return isinstance(data, bool)
        case inspect.IntType():
            return type(data) is int and _within(data, shape)
        case inspect.FloatType():
            return _is_number(data, shape)
        case inspect.DateType():
            return _is_date(data)
        case inspect.StrType():
            longest = shape.max_length
            return isinstance(data, str) and (longest is None or len(data) <= longest)
        case _:
            return False


def _counts(shape: inspect.Type) -> bool:
    if isinstance(shape, inspect.LiteralType):
        return any(isinstance(value, int) for value in shape.values)
    return isinstance(shape, inspect.IntType | inspect.FloatType | inspect.BoolType)


def _is_number(data: object, shape: inspect.FloatType) -> bool:
    if not isinstance(data, int | float) or isinstance(data, bool):
        return False
    return _within(data, shape)


def _within(number: float, shape: inspect.IntType | inspect.FloatType) -> bool:
    low_enough = shape.le is None or number <= shape.le
    return low_enough and (shape.ge is None or number >= shape.ge)


def _is_date(data: object) -> bool:
    if isinstance(data, datetime):
        return False
    if isinstance(data, date):
        return True
    try:
        return isinstance(data, str) and bool(msgspec.convert(data, date))
    except msgspec.ValidationError:
        return False


_WORDS: types.MappingProxyType[type[inspect.Type], str] = types.MappingProxyType(
    {
        inspect.BoolType: "true 或 false",
        inspect.DateType: "日期（如 2026-01-15）",
        inspect.StructType: "一组键值",
        inspect.DictType: "一组键值",
        inspect.VarTupleType: "列表",
        inspect.ListType: "列表",
    }
)


def _wanted(shape: inspect.Type) -> str:
    match shape:
        case inspect.LiteralType():
            return " " + "、".join(map(str, shape.values)) + " 之一"
        case inspect.IntType():
            return "整数" + _range_words(shape)
        case inspect.FloatType():
            return "数字" + _range_words(shape)
        case inspect.StrType():
            limit = shape.max_length
            return "文字" if limit is None else f"不超过{limit}字的文字"
        case inspect.UnionType():
            others = [t for t in shape.types if not isinstance(t, inspect.NoneType)]
            return _wanted(others[0])
        case _:
            return _WORDS.get(type(shape), "规定的值")


def _range_words(shape: inspect.IntType | inspect.FloatType) -> str:
    if shape.ge is None or shape.le is None:
        return ""
    return f"（{shape.ge}至{shape.le}）"
