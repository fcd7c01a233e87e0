"""Identities of records: UUID version 7, ordered by time, unique with no server."""

RANDOM_BYTES = 10


def uuid7(unix_ms: int, randomness: bytes) -> str:
    """Return the UUIDv7 (RFC 9562) of a moment and 10 random bytes."""
    if len(randomness) != RANDOM_BYTES:
        raise ValueError(f"needs {RANDOM_BYTES} random bytes, not {len(randomness)}")
    value = bytearray(unix_ms.to_bytes(6, "big") + randomness)
    value[6] = 0x70 | value[6] & 0x0F
    value[8] = 0x80 | value[8] & 0x3F
    text = value.hex()
    return "-".join((text[:8], text[8:12], text[12:16], text[16:20], text[20:]))
