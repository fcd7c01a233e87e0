"""The recovery sheet: a library's secret as lines that people can copy from paper.

Every line bears a check letter, so that a slip is named by its line.
"""

from hashlib import sha256

from jisheng_desktop.errors import UserError

# Crockford's base 32: no letter that is misread for a digit.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
SECRET_BYTES = 32
LINES = 4
PER_LINE = 13
GROUP = 4

_SLIPS = str.maketrans("OIL", "011")


def sheet(secret: bytes) -> tuple[str, ...]:
    """Return the four lines of 32 secret bytes: `1  XXXX-XXXX-XXXX-XX`."""
    number = int.from_bytes(secret, "big")
    letters = "".join(
        ALPHABET[number >> 5 * place & 31]
        for place in reversed(range(LINES * PER_LINE))
    )
    rows = (letters[at : at + PER_LINE] for at in range(0, len(letters), PER_LINE))
    return tuple(
        _grouped(row + _check_letter(number, row)) for number, row in enumerate(rows, 1)
    )


def secret_on(text: str) -> bytes:
    """Return the secret on a sheet, however its lines were typed.

    Raises `UserError` naming the line at fault.
    """
    letters = [c for c in text.upper().translate(_SLIPS) if c in ALPHABET]
    width = PER_LINE + 1
    if len(letters) != LINES * width:
        raise UserError(
            f"恢复码应为{LINES}行、每行{width}个字符，当前共{len(letters)}个，请逐行核对"
        )
    rows = ["".join(letters[at : at + width]) for at in range(0, len(letters), width)]
    for number, row in enumerate(rows, 1):
        if row[-1] != _check_letter(number, row[:-1]):
            raise UserError(f"恢复码第{number}行有误，请对照纸上重新输入这一行")
    value = 0
    for letter in "".join(row[:-1] for row in rows):
        value = value << 5 | ALPHABET.index(letter)
    if value.bit_length() > 8 * SECRET_BYTES:
        raise UserError("恢复码第1行有误，请对照纸上重新输入这一行")
    return value.to_bytes(SECRET_BYTES, "big")


def _check_letter(number: int, row: str) -> str:
    return ALPHABET[sha256(f"{number} {row}".encode()).digest()[0] & 31]


def _grouped(row: str) -> str:
    return "-".join(row[at : at + GROUP] for at in range(0, len(row), GROUP))
