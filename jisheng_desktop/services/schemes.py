"""The schemes of this station, and those that ship with the program."""

from collections.abc import Sequence
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

from db.connection import transaction
from db.queries import offices
from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.schemes import Scheme
from jisheng_desktop.domain.strict import Unreadable
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.handed_in import read_bytes
from jisheng_desktop.services.moments import stamp
from resources import resource


class UnknownScheme(UserError):
    """The document names a scheme that this station does not have."""


def schemes() -> tuple[Scheme, ...]:
    """Return the station's schemes, by id."""
    return tuple(_parsed(text) for text in offices.scheme_texts())


def scheme_of(scheme_id: str) -> Scheme:
    """Return the scheme with this id, or raise `UnknownScheme`."""
    text = offices.scheme_text(scheme_id)
    if text is None:
        known = "、".join(scheme.id for scheme in schemes()) or "无"
        raise UnknownScheme(f"本站点没有方案“{scheme_id}”（现有：{known}），请核对")
    return _parsed(text)


def the_one(*choices: Sequence[Scheme]) -> Scheme:
    """Return the scheme of the first choice that leaves but one; else ask for its id."""
    for candidates in choices:
        if len(candidates) == 1:
            return candidates[0]
    known = "、".join(scheme.id for scheme in schemes()) or "无"
    raise UserError(f"请指明方案（本站点有：{known}）")


def add_scheme(text: str) -> Scheme:
    """Add a scheme file, or replace the one with its id; raise `Unreadable`."""
    scheme = read_scheme(text)
    with transaction():
        put_scheme(scheme, text)
    return scheme


def put_scheme(scheme: Scheme, text: str, added_at: str | None = None) -> None:
    """Store a scheme, added now unless told when, in the transaction of the caller."""
    digest = sha256(text.encode()).hexdigest()
    offices.put_scheme(scheme.id, text, digest, added_at or stamp())


def shipped_schemes() -> tuple[str, ...]:
    """Return the texts of the schemes that ship with the program."""
    return _texts_in("schemes")


def practice_schemes() -> tuple[str, ...]:
    """Return the texts of the schemes of practice mode, whose premiums are invented."""
    return _texts_in("practice")


def scheme_text_in(file: Path) -> str:
    """Return the text of a scheme file; raise `Unreadable` when it is not UTF-8."""
    try:
        return read_bytes(file).decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(f"方案文件“{file}”不是 UTF-8 编码，请另存为 UTF-8") from error


def _texts_in(folder: str) -> tuple[str, ...]:
    files = sorted(resource(folder).iterdir(), key=lambda file: file.name)
    return tuple(
        file.read_text(encoding="utf-8") for file in files if file.name[-5:] == ".toml"
    )


@lru_cache(maxsize=32)
def _parsed(text: str) -> Scheme:
    return read_scheme(text)
