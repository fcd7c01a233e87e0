"""The half of a station's keys that only reads: it may go to another process."""

from functools import lru_cache

import msgspec
from pyrage import x25519
from typing_extensions import override

from jisheng_desktop.sealing import age
from jisheng_desktop.sealing.keys import Keys


class Reader(msgspec.Struct, frozen=True):
    """Opens what was sealed for a station, and can sign nothing in its name.

    `recipients` are the public texts for which others seal, `private` what opens it.
    """

    recipients: tuple[str, ...]
    private: tuple[str, ...]

    def unseal(self, sealed: bytes) -> bytes:
        """Return what was sealed for the station; raise `Refusal`."""
        return age.unseal(sealed, *_identities(self.private))

    @override
    def __repr__(self) -> str:
        return f"Reader({', '.join(self.recipients)})"


def reader_of(keys: Keys) -> Reader:
    """Return what reads with these keys, and with those that they replaced."""
    everything = (keys, *keys.former)
    return Reader(keys.recipients, tuple(str(each.identity) for each in everything))


@lru_cache(maxsize=2)
def _identities(private: tuple[str, ...]) -> tuple[x25519.Identity, ...]:
    return tuple(x25519.Identity.from_str(text) for text in private)
