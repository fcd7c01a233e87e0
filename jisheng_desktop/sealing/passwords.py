"""Small secrets sealed under a password: argon2id, then ChaCha20-Poly1305.

The seal is also the check: only the right password opens it.
"""

import os
from hashlib import sha256

from jisheng_desktop.errors import EnvironmentTrouble
from jisheng_desktop.loading import aead, argon2, exceptions

MEMORY_KIB = 65_536
PASSES = 3
KEY_BYTES = 32
SALT_BYTES = 16
NONCE_BYTES = 12


class WrongPassword(EnvironmentTrouble):
    """The password, or code, does not open this."""


def seal(secret: bytes, password: str) -> bytes:
    """Return `secret` sealed under a password; an empty one protects nothing."""
    salt, nonce = os.urandom(SALT_BYTES), os.urandom(NONCE_BYTES)
    cipher = aead.ChaCha20Poly1305(_key(password, salt))
    return salt + nonce + cipher.encrypt(nonce, secret, salt)


def unseal(box: bytes, password: str) -> bytes:
    """Return what was sealed, or raise `WrongPassword`."""
    salt, nonce = box[:SALT_BYTES], box[SALT_BYTES : SALT_BYTES + NONCE_BYTES]
    cipher = aead.ChaCha20Poly1305(_key(password, salt))
    try:
        return cipher.decrypt(nonce, box[SALT_BYTES + NONCE_BYTES :], salt)
    except (exceptions.InvalidTag, ValueError) as error:
        raise WrongPassword("密码不对，请重新输入（注意大小写和输入法）") from error


def _key(password: str, salt: bytes) -> bytes:
    if not password:
        return sha256(salt).digest()
    return argon2.Argon2id(
        salt=salt,
        length=KEY_BYTES,
        iterations=PASSES,
        lanes=1,
        memory_cost=MEMORY_KIB,
    ).derive(password.encode())
