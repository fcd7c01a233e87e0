"""What stands on a printed recovery sheet. Pure Python."""

import msgspec


class RecoveryPaper(msgspec.Struct, frozen=True):
    """Whose sheet it is, the day in words, and the lines of the secret."""

    name: str
    code: str
    day: str
    lines: tuple[str, ...]
