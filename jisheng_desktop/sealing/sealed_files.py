"""Large files sealed under a secret, a piece at a time.

No piece can be cut, swapped, repeated or changed unnoticed.
"""

import os
from collections.abc import Callable, Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

PIECE_BYTES = 256 * 1024
TAG_BYTES = 16
SALT_BYTES = 16
COUNTER_BYTES = 11

# Called with the bytes done so far; raises to stop.
Progress = Callable[[int], None]


class Damaged(ValueError):
    """The sealed bytes are not what was written, or the secret is another."""


def seal_stream(
    source: BinaryIO, target: BinaryIO, secret: bytes, header: bytes, progress: Progress
) -> None:
    """Write the sealed content of `source`; `header` is bound to it but stays outside."""
    salt = os.urandom(SALT_BYTES)
    target.write(salt)
    cipher = _cipher(secret, salt)
    done = 0
    for counter, last, piece in _pieces(source, PIECE_BYTES):
        target.write(cipher.encrypt(_nonce(counter, last=last), piece, header))
        done += len(piece)
        progress(done)


def unseal_stream(
    source: BinaryIO, target: BinaryIO, secret: bytes, header: bytes, progress: Progress
) -> None:
    """Write what was sealed; raise `Damaged` at the first piece that is not genuine."""
    cipher = _cipher(secret, source.read(SALT_BYTES))
    done = 0
    for counter, last, piece in _pieces(source, PIECE_BYTES + TAG_BYTES):
        try:
            plain = cipher.decrypt(_nonce(counter, last=last), piece, header)
        except InvalidTag as error:
            raise Damaged(f"piece {counter} is not genuine") from error
        target.write(plain)
        done += len(plain)
        progress(done)


def _cipher(secret: bytes, salt: bytes) -> ChaCha20Poly1305:
    key = HKDF(SHA256(), length=32, salt=salt, info=b"jisheng sealed file").derive(
        secret
    )
    return ChaCha20Poly1305(key)


def _nonce(counter: int, *, last: bool) -> bytes:
    return counter.to_bytes(COUNTER_BYTES, "big") + bytes([last])


def _pieces(source: BinaryIO, size: int) -> Iterator[tuple[int, bool, bytes]]:
    """Yield pieces with their count; the last one, perhaps empty, is marked."""
    counter, piece = 0, source.read(size)
    while True:
        following = source.read(size)
        yield counter, not following, piece
        if not following:
            return
        counter, piece = counter + 1, following
