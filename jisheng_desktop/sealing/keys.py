"""The station's signing key: Ed25519, kept sealed under the library's secret."""

import os

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

SECRET_BYTES = 32
NONCE_BYTES = 12


class KeyPair(msgspec.Struct, frozen=True):
    """A public key, and its private half sealed under a secret."""

    public: bytes
    sealed: bytes


def new_secret() -> bytes:
    """Return a fresh secret of the library, under which its keys and backups stand."""
    return os.urandom(SECRET_BYTES)


def new_key_pair(secret: bytes) -> KeyPair:
    """Return a fresh signing key, its private half sealed under the library's secret."""
    key = Ed25519PrivateKey.generate()
    nonce = os.urandom(NONCE_BYTES)
    public = key.public_key().public_bytes_raw()
    sealed = ChaCha20Poly1305(secret).encrypt(nonce, key.private_bytes_raw(), public)
    return KeyPair(public, nonce + sealed)
