"""The first start: a station's kit, a district office, or practice."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from jisheng_desktop.errors import UserError
from jisheng_desktop.services import founding, kits, practising
from jisheng_desktop.services.operators import Session
from ui.errors import Errors


@dataclass(frozen=True)
class NewDistrict:
    """What the first start asks of a district office."""

    code: str
    name: str
    schemes: Sequence[str]


@dataclass(frozen=True)
class Newcomer:
    """The first operator: a name, and a password typed twice."""

    name: str
    password: str
    again: str


def join_with_kit(
    errors: Errors, folder: Path, kit: Path | None, code: str, first: Newcomer
) -> Session | None:
    """Turn this computer into the station its kit names; None when that is refused."""

    def join() -> Session:
        if kit is None:
            raise UserError("请选择区县发来的站点文件")
        password = _agreed(first)
        return kits.join_with_kit(
            folder, kit, code, password, operator_name=first.name or "专员"
        )

    return _guarded(errors, join)


def found_district(
    errors: Errors, folder: Path, district: NewDistrict, first: Newcomer
) -> Session | None:
    """Found a district office on this computer; None when that is refused."""

    def found() -> Session:
        founding.checked_code(district.code, "区县代码")
        founding.checked_name(district.name, "办公室名称")
        if not district.schemes:
            raise UserError("请至少选择一个保险方案")
        return founding.found_district(
            folder,
            district.code,
            district.name,
            district.schemes,
            _agreed(first),
            operator_name=first.name or "管理员",
        )

    return _guarded(errors, found)


def start_practice(errors: Errors, folder: Path) -> Session | None:
    """Open the practice library, founding it when there is none."""
    return _guarded(errors, lambda: practising.start_practice(folder))


def _agreed(first: Newcomer) -> str:
    if first.password != first.again:
        raise UserError("两次输入的密码不一样，请重新输入")
    return first.password


def _guarded(errors: Errors, work: Callable[[], Session]) -> Session | None:
    try:
        return work()
    except UserError as refusal:
        errors.show(refusal)
        return None
