"""Sizes of files in words, as the system's own windows show them."""

_UNITS = ("KB", "MB", "GB", "TB")
_STEP = 1024


def size_words(size: int) -> str:
    """Return a number of bytes as people read it: 3355444 → “3.2 MB”; never less."""
    amount, unit = max(size, 0) / _STEP, 0
    while amount >= _STEP and unit < len(_UNITS) - 1:
        amount, unit = amount / _STEP, unit + 1
    tenths = -int(-amount * 10 // 1)
    return f"{tenths / 10:.1f} {_UNITS[unit]}"
