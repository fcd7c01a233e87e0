"""A station's keys: Ed25519 to sign, age to be written to, both out of one secret.

The library's secret is all there is to keep: the recovery sheet holds it, and every
password seals it.
"""

import hmac
import os

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from pyrage import x25519

from jisheng_desktop.sealing import age
from jisheng_desktop.sealing.signatures import is_signed

SECRET_BYTES = 32
NONCE_BYTES = 12
FORMER = b"jisheng former secret"


class KeyPair(msgspec.Struct, frozen=True):
    """A public key, and its private half sealed under a secret."""

    public: bytes
    sealed: bytes


class Keys(msgspec.Struct, frozen=True):
    """A station's opened keys; `recipient` is the public half of `identity`.

    `former` are the keys before a change of keys, the newest first.
    """

    signing: Ed25519PrivateKey
    identity: x25519.Identity
    former: "tuple[Keys, ...]" = ()

    @property
    def public(self) -> bytes:
        """Return the 32 bytes by which others check this station's signatures."""
        return self.signing.public_key().public_bytes_raw()

    @property
    def recipient(self) -> str:
        """Return the text for which others seal what only this station may read."""
        return str(self.identity.to_public())

    @property
    def recipients(self) -> tuple[str, ...]:
        """Return every text for which something may have been sealed for us."""
        return (self.recipient, *(each.recipient for each in self.former))

    def unseal(self, sealed: bytes) -> bytes:
        """Return what was sealed for our keys, or earlier ones; raise `Refusal`."""
        former = (each.identity for each in self.former)
        return age.unseal(sealed, self.identity, *former)

    def sign(self, message: bytes) -> bytes:
        """Return the Ed25519 signature over a message."""
        return self.signing.sign(message)

    def have_signed(self, message: bytes, signature: str) -> bool:
        """Tell whether a signature, in hex, is of these keys or of earlier ones."""
        try:
            raw = bytes.fromhex(signature)
        except ValueError:
            return False
        ours = (self, *self.former)
        return any(is_signed(each.public, message, raw) for each in ours)


def new_secret() -> bytes:
    """Return a fresh secret of the library, under which its keys and backups stand."""
    return os.urandom(SECRET_BYTES)


def new_key_pair(secret: bytes) -> KeyPair:
    """Return the signing key that belongs to a secret, its private half sealed."""
    key = Ed25519PrivateKey.from_private_bytes(_derived(secret, b"signing key"))
    nonce = os.urandom(NONCE_BYTES)
    public = key.public_key().public_bytes_raw()
    sealed = ChaCha20Poly1305(secret).encrypt(nonce, key.private_bytes_raw(), public)
    return KeyPair(public, nonce + sealed)


def open_keys(secret: bytes) -> Keys:
    """Return the keys that belong to a library's secret."""
    signing = Ed25519PrivateKey.from_private_bytes(_derived(secret, b"signing key"))
    return Keys(signing, age.identity(_derived(secret, b"age identity")))


def seal_secret(secret: bytes, under: bytes) -> bytes:
    """Return a secret sealed under another one."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + ChaCha20Poly1305(under).encrypt(nonce, secret, FORMER)


def unseal_secret(box: bytes, under: bytes) -> bytes:
    """Return the secret in a box of `seal_secret`."""
    nonce, sealed = box[:NONCE_BYTES], box[NONCE_BYTES:]
    return ChaCha20Poly1305(under).decrypt(nonce, sealed, FORMER)


def introduce(token: bytes, key: str, recipient: str) -> str:
    """Return the proof that whoever has these public keys also opened the kit."""
    message = f"{key} {recipient}".encode()
    return hmac.digest(token, b"jisheng introduction " + message, "sha256").hex()


def endorse(token: bytes, message: bytes) -> str:
    """Return the proof that whoever says this holds the secret of the kit's token."""
    return hmac.digest(token, b"jisheng endorsement " + message, "sha256").hex()


def token_name(token: bytes) -> str:
    """Return the name of a token, which tells nothing about its secret."""
    return hmac.digest(token, b"jisheng token name", "sha256").hex()[:16]


def _derived(secret: bytes, purpose: bytes) -> bytes:
    return hmac.digest(secret, b"jisheng " + purpose, "sha256")
