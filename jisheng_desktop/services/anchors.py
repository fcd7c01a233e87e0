"""Anchors: what a library's journal was when it was last written, kept outside of it.

A library that is behind its anchor, or that has none, was restored or copied.
"""

import logging
import os
from contextlib import suppress
from pathlib import Path

import msgspec

from db.queries.journal import Head, hash_at, is_bare
from jisheng_desktop.paths import anchor_folder

log = logging.getLogger(__name__)


class Anchor(msgspec.Struct, frozen=True):
    """The head of a stream, and the folder of the library that wrote it."""

    n: int
    hash: str
    folder: str


def keep(head: Head, library: Path) -> None:
    """Write the head down outside of the library.

    Failing is no reason to refuse the work that has just been saved: an anchor that
    stays behind means no more than a crash between the two writes.
    """
    anchor = Anchor(head.n, head.hash.hex(), str(library.resolve()))
    file = _file(head)
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        fresh = file.with_suffix(f".{os.getpid()}")
        fresh.write_bytes(msgspec.json.encode(anchor))
        fresh.replace(file)
    except OSError as error:
        log.warning("the journal's anchor could not be written: %s", error.strerror)


def forget(head: Head) -> None:
    """Drop the anchor, so that the library begins a new stream when it is opened.

    One that cannot be dropped tells the same, unless nothing was written after it.
    """
    with suppress(OSError):
        _file(head).unlink()


def is_continued(head: Head, library: Path) -> bool:
    """Tell whether this library is the one that wrote its anchor, no older copy of it."""
    try:
        raw = _file(head).read_bytes()
    except OSError:
        return is_bare()
    try:
        anchor = msgspec.json.decode(raw, type=Anchor)
    except msgspec.MsgspecError:
        return True
    known = hash_at(head.stream, head.identity, anchor.n)
    moved = anchor.folder != str(library.resolve()) and Path(anchor.folder).exists()
    return known is not None and known.hex() == anchor.hash and not moved


def _file(head: Head) -> Path:
    return anchor_folder() / f"{head.identity.hex()}.json"
