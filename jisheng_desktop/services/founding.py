"""Setting up stations: the district office, those it equips with kits, and practice."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from db import connection, migrations
from db.locking import lock
from db.queries import offices, operators, past_households
from db.queries.offices import OfficeFacts, OfficeKeys
from db.queries.past_households import Past
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.stations import Level, Village
from jisheng_desktop.domain.text import halfwidth, normal
from jisheng_desktop.errors import UserError
from jisheng_desktop.paths import library_folder, lock_file
from jisheng_desktop.sealing.keys import KeyPair, new_key_pair, new_secret
from jisheng_desktop.sealing.passwords import seal
from jisheng_desktop.services.library import (
    begin_stream,
    has_library,
    make_private,
    open_library,
)
from jisheng_desktop.services.moments import new_uid, stamp
from jisheng_desktop.services.operators import Session, sign_in
from jisheng_desktop.services.schemes import put_scheme

LONGEST_CODE = 20


class AlreadyFounded(UserError):
    """The data folder already holds a station."""


class Founding(NamedTuple):
    """What a new library begins with; token, `known` facts and last year's households
    come from its kit.
    """

    facts: OfficeFacts
    schemes: tuple[str, ...]
    operator_name: str
    villages: tuple[Village, ...] = ()
    token: bytes | None = None
    known: tuple[tuple[str, str], ...] = ()
    past: tuple[HouseholdDocument, ...] = ()


PRACTICE = Founding(
    facts=OfficeFacts("530402", "演练办公室", "DISTRICT", None, practice=True),
    schemes=(),
    operator_name="演练员",
    villages=(
        Village("530402001001", "演练一村", 30),
        Village("530402001002", "演练二村", 30),
        Village("610103001001", "演练社区", 30),
    ),
)


def found_district(  # noqa: PLR0913 - what the founding form asks, field by field
    folder: Path,
    code: str,
    name: str,
    scheme_texts: Sequence[str],
    password: str,
    *,
    level: Level = "DISTRICT",
    operator_name: str = "管理员",
) -> Session:
    """Found a district office in a data folder and open it, signed in."""
    facts = OfficeFacts(
        checked_code(code),
        checked_name(name, "办公室名称"),
        level,
        None,
        practice=False,
    )
    found(folder, Founding(facts, tuple(scheme_texts), operator_name), password)
    return sign_in(None, password)


def found(folder: Path, founding: Founding, password: str) -> None:
    """Set up a station's library and open it: whole, or not at all.

    It grows in a folder beside its place and moves there when it is complete.
    """
    schemes = [(read_scheme(text), text) for text in founding.schemes]
    operator = checked_name(founding.operator_name, "操作员姓名")
    secret = new_secret()
    slot = seal(secret, password)
    folder.mkdir(parents=True, exist_ok=True)
    lock.take(lock_file(folder))
    try:
        with _new_library(folder):
            _write_office(founding, new_key_pair(secret))
            operators.add(operator, slot, protected=bool(password))
            for scheme, text in schemes:
                put_scheme(scheme, text)
            begin_stream(None)
    finally:
        lock.release()
    open_library(folder)


def _write_office(founding: Founding, keys: KeyPair) -> None:
    sealed = OfficeKeys(keys.public, keys.sealed, founding.token)
    offices.found(founding.facts, sealed, stamp())
    for village in founding.villages:
        offices.put_village(village)
    for name, value in founding.known:
        offices.put_fact(name, value)
    past_households.put(Past(new_uid(), document) for document in founding.past)


@contextmanager
def _new_library(folder: Path) -> Iterator[None]:
    if has_library(folder):
        raise AlreadyFounded(f"“{folder}”里已经有站点数据，不能重复建立")
    growing = folder / "library.new"
    shutil.rmtree(growing, ignore_errors=True)
    make_private(growing)
    connection.configure(growing / "library.db")
    connection.connect()
    try:
        migrations.upgrade()
        with connection.transaction():
            yield
    finally:
        connection.disconnect()
    growing.rename(library_folder(folder))


def checked_code(code: str, what: str = "站点代码") -> str:
    """Return a station code in its one right form, or refuse it."""
    text = halfwidth(code)
    if not text:
        raise UserError(f"{what}不能为空，应为1至{LONGEST_CODE}位数字或字母")
    if len(text) > LONGEST_CODE or not text.isalnum():
        raise UserError(f"{what}“{code}”应为1至{LONGEST_CODE}位数字或字母")
    return text


def checked_name(name: str, what: str) -> str:
    """Return a name in its one right form, or refuse an empty one."""
    text = normal(name)
    if not text:
        raise UserError(f"{what}不能为空")
    return text
