"""Checking a station's signature against its public key."""

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def is_signed(public: bytes, message: bytes, signature: bytes) -> bool:
    """Tell whether a message bears the Ed25519 signature of a public key."""
    try:
        Ed25519PublicKey.from_public_bytes(public).verify(signature, message)
    except InvalidSignature:
        return False
    return True
