"""A request to set a forgotten password anew: sealed for the district, shown as text.

Its letters are those that a QR code holds most densely.
"""

from base64 import b32decode, b32encode
from binascii import Error

from jisheng_desktop.domain.bundles import Hex, Sealable, Word
from jisheng_desktop.errors import UserError

PREFIX = "JSMM"
LONGEST = 4_000
PER_LINE = 60


class ResetRequest(Sealable, frozen=True, kw_only=True):
    """What only the district reads: whose request it is, and the code that answers it.

    `mac` proves that the computer was set up with the station's kit.
    """

    station: Word
    made_at: Word
    code: Word
    mac: Hex

    @property
    def vouched(self) -> bytes:
        """Return what the kit's token vouches for."""
        return f"reset {self.station} {self.made_at} {self.code}".encode()


def request_text(sealed: bytes) -> str:
    """Return a sealed request as text for a screen, a file or a QR code."""
    return f"{PREFIX}{b32encode(sealed).decode().rstrip('=')}"


def request_lines(text: str) -> str:
    """Return the text of a request broken into lines that people can look at."""
    return "\n".join(text[at : at + PER_LINE] for at in range(0, len(text), PER_LINE))


def sealed_request(text: str) -> bytes:
    """Return the sealed request in a text, however it was broken into lines.

    Raises `UserError` for any other text.
    """
    letters = "".join(text.split()).upper()
    if not letters.startswith(PREFIX) or len(letters) > LONGEST:
        raise UserError(
            f"这不是重设密码的申请（应以{PREFIX}开头），请把站点的申请整段复制过来"
        )
    coded = letters.removeprefix(PREFIX)
    try:
        return b32decode(coded + "=" * (-len(coded) % 8))
    except (Error, ValueError) as error:
        raise UserError(
            "重设密码的申请不完整或有错字，请让站点重新复制，或用U盘带申请文件来"
        ) from error
