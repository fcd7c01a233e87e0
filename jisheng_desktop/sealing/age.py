"""age v1 through pyrage: sealing for recipients or under a code, caps checked first.

age itself has no bound on its header: 2,000 recipients cost 98 seconds [m].
"""

import re
from collections.abc import Sequence

import pyrage
from pyrage import passphrase, x25519

from jisheng_desktop.domain.refusals import damaged, not_for_us, outrageous

INTRO = b"age-encryption.org/v1\n"
MOST_STANZAS = 8
LONGEST_HEADER = 8 * 1024
# scrypt work that any honest writer asks for: 2^20 takes some seconds.
MOST_WORK = 20

_STANZA = re.compile(rb"^-> (\S+)(?: \S+)*$", re.MULTILINE)
_SCRYPT = re.compile(rb"^-> scrypt \S+ (\d{1,2})$", re.MULTILINE)

_ALPHABET = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"
_GENERATOR = (0x3B6A57B2, 0x26508E6D, 0x1EA119FA, 0x3D4233DD, 0x2A1462B3)


def identity(secret: bytes) -> x25519.Identity:
    """Return the age identity of 32 secret bytes."""
    return x25519.Identity.from_str(_bech32("age-secret-key-", secret).upper())


def seal(content: bytes, recipients: Sequence[str]) -> bytes:
    """Return `content` sealed for the given public recipients."""
    keys = [x25519.Recipient.from_str(text) for text in recipients]
    sealed: bytes = pyrage.encrypt(content, keys)
    return sealed


def unseal(sealed: bytes, *keys: x25519.Identity) -> bytes:
    """Return what was sealed for one of our keys; raise `Refusal` for anything else."""
    kinds = set(_stanzas(sealed))
    if not all(kind == b"X25519" or kind.endswith(b"-grease") for kind in kinds):
        raise outrageous()
    try:
        content: bytes = pyrage.decrypt(sealed, list(keys))
    except pyrage.DecryptError as error:
        raise (not_for_us() if "matching" in str(error) else damaged()) from error
    return content


def seal_with_code(content: bytes, code: str) -> bytes:
    """Return `content` sealed under a code; takes about a second, which protects it."""
    sealed: bytes = passphrase.encrypt(content, code)
    return sealed


def unseal_with_code(sealed: bytes, code: str) -> bytes | None:
    """Return what was sealed under a code, or None when the code is another."""
    _stanzas(sealed)
    work = _SCRYPT.search(sealed[:LONGEST_HEADER])
    if work is None or int(work[1]) > MOST_WORK:
        raise outrageous()
    try:
        content: bytes = passphrase.decrypt(sealed, code)
    except pyrage.DecryptError:
        return None
    return content


def _stanzas(sealed: bytes) -> list[bytes]:
    """Return the kinds of recipients in an age header that keeps within the caps."""
    header, end, _ = sealed[:LONGEST_HEADER].partition(b"\n---")
    if not header.startswith(INTRO) or not end:
        raise outrageous()
    kinds: list[bytes] = _STANZA.findall(header)
    if len(kinds) > MOST_STANZAS:
        raise outrageous()
    return kinds


def _bech32(prefix: str, data: bytes) -> str:
    """Return BIP 173 text, in which age writes its keys."""
    values = _five_bits(data)
    expanded = [ord(c) >> 5 for c in prefix] + [0] + [ord(c) & 31 for c in prefix]
    checksum = _polymod([*expanded, *values, 0, 0, 0, 0, 0, 0]) ^ 1
    values += [(checksum >> 5 * (5 - i)) & 31 for i in range(6)]
    return f"{prefix}1" + "".join(_ALPHABET[value] for value in values)


def _five_bits(data: bytes) -> list[int]:
    bits = "".join(f"{byte:08b}" for byte in data)
    bits += "0" * (-len(bits) % 5)
    return [int(bits[at : at + 5], 2) for at in range(0, len(bits), 5)]


def _polymod(values: Sequence[int]) -> int:
    checksum = 1
    for value in values:
        top = checksum >> 25
        checksum = (checksum & 0x1FFFFFF) << 5 ^ value
        for bit, generator in enumerate(_GENERATOR):
            checksum ^= generator if (top >> bit) & 1 else 0
    return checksum
