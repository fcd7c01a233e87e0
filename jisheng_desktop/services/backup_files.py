"""The backup file: magic, header with the operators' slots, sealed library."""

import io
import struct
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO

import msgspec
from typing_extensions import override

from jisheng_desktop.errors import EnvironmentTrouble, reason_of
from jisheng_desktop.sealing.passwords import WrongPassword, unseal
from jisheng_desktop.sealing.sealed_files import Damaged, unseal_stream
from jisheng_desktop.services.files import FULL
from jisheng_desktop.services.progress import Progress, silent

# Catches text-mode damage at once, like PNG's.
MAGIC = b"\x89JSBAK\r\n\x1a\n"
FORMAT = 1
LENGTH = struct.Struct(">I")
LONGEST_HEADER = 64 * 1024


class BackupDamaged(EnvironmentTrouble):
    """The file is no backup, or not as it was written; nothing was changed."""


class Header(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """What can be told without a password; each slot is the secret under one."""

    format: int
    station: str
    name: str
    created_at: str
    slots: tuple[bytes, ...]


class Nowhere(io.RawIOBase):
    """Takes bytes and keeps none."""

    @override
    def writable(self) -> bool:
        return True

    @override
    def write(self, data: object) -> int:
        return len(data)  # type: ignore[arg-type]


def write_header(target: BinaryIO, header: Header) -> bytes:
    """Write what stands before the sealed content; return the bytes bound to it."""
    packed = msgspec.json.encode(header)
    start = MAGIC + LENGTH.pack(len(packed)) + packed
    target.write(start)
    return start


def read_header(source: BinaryIO, file: Path) -> tuple[Header, bytes]:
    """Return the header and its bytes, or raise `BackupDamaged`."""
    start = source.read(len(MAGIC) + LENGTH.size)
    if not start.startswith(MAGIC) or len(start) < len(MAGIC) + LENGTH.size:
        raise BackupDamaged(f"“{file}”不是本程序的备份文件，请重新选择")
    (length,) = LENGTH.unpack(start[len(MAGIC) :])
    if length > LONGEST_HEADER:
        raise _damaged(file)
    packed = source.read(length)
    try:
        header = msgspec.json.decode(packed, type=Header)
    except msgspec.MsgspecError as error:
        raise _damaged(file) from error
    if header.format > FORMAT:
        raise BackupDamaged(f"“{file}”由更新版本的程序备份，请先升级本程序")
    return header, start + packed


def open_slots(header: Header, password: str) -> bytes:
    """Return the secret that the password opens, or raise `WrongPassword`."""
    for slot in header.slots:
        try:
            return unseal(slot, password)
        except WrongPassword:
            continue
    raise WrongPassword("密码打不开这个备份，请输入备份时任一操作员的密码")


def unpack(
    file: Path,
    target: BinaryIO,
    find_secret: Callable[[Header], bytes],
    progress: Progress,
) -> Header:
    """Write the library out of a backup and return its header.

    Raises `OSError` where `target` is full: whoever opened it knows how much it needs.
    """
    try:
        with file.open("rb") as source:
            header, start = read_header(source, file)
            secret = find_secret(header)
            total = file.stat().st_size
            unseal_stream(source, target, secret, start, lambda n: progress(n, total))
    except Damaged as error:
        raise _damaged(file) from error
    except OSError as error:
        if error.errno in FULL:
            raise
        raise EnvironmentTrouble(
            f"读不了备份“{file}”（{reason_of(error)}），请检查磁盘"
        ) from error
    return header


def verify(file: Path, secret: bytes) -> None:
    """Read a backup back as a restore would; raise `BackupDamaged`."""
    unpack(file, io.BufferedWriter(Nowhere()), lambda _: secret, silent)


def _damaged(file: Path) -> BackupDamaged:
    return BackupDamaged(f"备份“{file}”已损坏，请换一个备份文件")
