"""The container of a bundle, an answer or a kit (sync.md section 3).

Eight bytes that text mode would damage, a header, a signature, an age file of packed
lines. Nothing about people, counts or amounts stands outside the encryption.
"""

import zlib
from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import NamedTuple

import msgspec
from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

from jisheng_desktop.domain.bundles import (
    FORMAT,
    LONGEST_LINE,
    MOST_LINES,
    Count,
    Hex,
    ParcelKind,
    Sealable,
    Word,
    encoded,
    read_part,
)
from jisheng_desktop.domain.refusals import (
    damaged,
    not_genuine,
    not_sealed_here,
    outrageous,
    too_new,
)

MAGIC = b"\x89JSB\r\n\x1a\n"
LENGTH_BYTES = 4
SIGNATURE_BYTES = 64
LARGEST_FILE = 32 * 1024 * 1024
LARGEST_HEADER = 16 * 1024
LARGEST_PLAIN = 256 * 1024 * 1024
MOST_PACKED = 500
BLOCK = 4096
PIECE = 1024 * 1024
LEVEL = 6

OUTSIDE = b"jisheng sealed file\n"
INSIDE = b"jisheng sealed content\n"

Sign = Callable[[bytes], bytes]


class Header(Sealable, frozen=True, kw_only=True):
    """What stands in clear: who signs, and how large the sealed part is.

    `plain` is a bound on the unpacked size, a multiple of 4 KiB.
    """

    format: Count
    kind: ParcelKind
    key: Hex = msgspec.field(name="from")
    bundle: Word
    length: Count
    plain: Count
    sha256: Hex


class Parcel(NamedTuple):
    """A container whose outer signature is right; its content is still sealed."""

    header: Header
    payload: bytes
    digest: bytes


class _Version(msgspec.Struct):
    format: Count


class _Signature(Sealable, frozen=True, kw_only=True):
    sig: Hex


def seal_lines(
    lines: Sequence[bytes], sign: Sign, *, for_age: Callable[[bytes], bytes]
) -> tuple[bytes, int]:
    """Return the signed, packed and sealed lines, and the bound on their plain size."""
    text = b"".join(line + b"\n" for line in lines)
    signature = _Signature(sig=sign(INSIDE + sha256(text).digest()).hex())
    text += encoded(signature) + b"\n"
    packed = zlib.compress(text, LEVEL)
    padded = packed + bytes(-len(packed) % BLOCK)
    return for_age(padded), _rounded(len(text))


def wrap(
    payload: bytes, plain: int, kind: ParcelKind, bundle: str, key: bytes, sign: Sign
) -> bytes:
    """Return the whole container around a sealed payload, signed from outside."""
    header = encoded(
        Header(
            format=FORMAT,
            kind=kind,
            key=key.hex(),
            bundle=bundle,
            length=len(payload),
            plain=plain,
            sha256=sha256(payload).hexdigest(),
        )
    )
    start = MAGIC + len(header).to_bytes(LENGTH_BYTES, "big") + header
    return start + sign(OUTSIDE + sha256(start).digest()) + payload


def open_container(file: bytes) -> Parcel:
    """Return the parcel in a file; raise `Refusal` unless every byte is as signed.

    Needs no private key: this is also how a file just written is read back.
    """
    header, end = _header(file)
    signature = file[end : end + SIGNATURE_BYTES]
    payload = file[end + SIGNATURE_BYTES :]
    if len(payload) != header.length:
        raise damaged()
    if sha256(payload).hexdigest() != header.sha256:
        raise damaged()
    if not is_signed(header.key, OUTSIDE + sha256(file[:end]).digest(), signature):
        raise damaged()
    return Parcel(header, payload, sha256(file).digest())


def open_lines(packed: bytes, header: Header) -> list[bytes]:
    """Return the lines of an unsealed payload, their inner signature checked."""
    text = _unpacked(packed, header.plain)
    body, newline, last = text.removesuffix(b"\n").rpartition(b"\n")
    if not text.endswith(b"\n") or not newline:
        raise outrageous()
    body += newline
    signature = bytes.fromhex(_even(read_part(last, _Signature).sig))
    if not is_signed(header.key, INSIDE + sha256(body).digest(), signature):
        raise not_genuine()
    if body.count(b"\n") > MOST_LINES:
        raise outrageous()
    lines = body.split(b"\n")[:-1]
    if max(map(len, lines)) > LONGEST_LINE:
        raise outrageous()
    return lines


def is_signed(key: str, message: bytes, signature: bytes) -> bool:
    """Tell whether an Ed25519 signature over a message is by the given key."""
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(key))
        public.verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def _header(file: bytes) -> tuple[Header, int]:
    if not file.startswith(MAGIC):
        raise not_sealed_here()
    if len(file) > LARGEST_FILE:
        raise outrageous()
    start = len(MAGIC) + LENGTH_BYTES
    size = int.from_bytes(file[len(MAGIC) : start], "big")
    if size > LARGEST_HEADER:
        raise outrageous()
    raw = file[start : start + size]
    if len(raw) < size:
        raise damaged()
    _require_known(raw)
    header = read_part(raw, Header)
    if header.plain > LARGEST_PLAIN or header.plain > MOST_PACKED * header.length:
        raise outrageous()
    return header, start + size


def _require_known(raw: bytes) -> None:
    try:
        version = msgspec.json.decode(raw, type=_Version).format
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise damaged() from error
    if version > FORMAT:
        raise too_new(version)


def _unpacked(packed: bytes, bound: int) -> bytes:
    """Inflate a piece at a time, so that a bomb is met before it has grown."""
    inflate = zlib.decompressobj()
    pieces: list[bytes] = []
    size, waiting = 0, packed
    while not inflate.eof:
        try:
            piece = inflate.decompress(waiting, PIECE)
        except zlib.error as error:
            raise outrageous() from error
        size += len(piece)
        if not piece or size > bound or _is_one_line(piece):
            raise outrageous()
        pieces.append(piece)
        waiting = inflate.unconsumed_tail
    rest = inflate.unused_data
    if len(rest) >= BLOCK or rest.strip(b"\0"):
        raise outrageous()
    return b"".join(pieces)


def _is_one_line(piece: bytes) -> bool:
    return len(piece) > LONGEST_LINE and b"\n" not in piece


def _rounded(size: int) -> int:
    return size + -size % BLOCK


def _even(text: str) -> str:
    if len(text) % 2:
        raise outrageous()
    return text
