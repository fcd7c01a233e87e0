"""The code printed on a receipt: number, amounts and the station's signature.

`JS1/<receipt no>/<edition>/<premium>/<subsidy>/<self-pay>/<signature>`: amounts in
fen, the Ed25519 signature in base32 without padding. For a station code of digits all
of it lies in the QR code's alphanumeric set, small enough for a dot-matrix printer. It
holds nothing about people.
"""

import base64
import re

import msgspec

from jisheng_desktop.domain.numbering import counter_of
from jisheng_desktop.domain.text import halfwidth

VERSION = "JS1"
DOMAIN = b"jisheng receipt 1\x00"
LONGEST = 400

_FEN = r"(0|[1-9][0-9]{0,13})"
_SHAPE = re.compile(
    rf"(JS1/([^/]+)/([1-9][0-9]{{0,3}})/{_FEN}/{_FEN}/{_FEN})/([A-Z2-7]{{103}})"
)


class NotACode(ValueError):
    """The text is no receipt code at all; the message says why, in Chinese."""


class Claim(msgspec.Struct, frozen=True):
    """What a code claims about a receipt; amounts in fen."""

    receipt_no: str
    edition: int
    premium_fen: int
    subsidy_fen: int
    self_pay_fen: int

    @property
    def station_code(self) -> str:
        """Return the station that numbered the receipt, and so must have signed."""
        return self.receipt_no.rsplit("-", 3)[0]

    @property
    def is_consistent(self) -> bool:
        """Tell whether amounts add up and the number's check digit is right."""
        adds_up = self.premium_fen - self.subsidy_fen == self.self_pay_fen
        return adds_up and counter_of(self.receipt_no) is not None


class SignedClaim(msgspec.Struct, frozen=True):
    """A claim and the signature that must prove it."""

    claim: Claim
    signature: bytes


def message(claim: Claim) -> bytes:
    """Return the bytes that a station signs for a claim."""
    return DOMAIN + _body(claim).encode()


def code_text(claim: Claim, signature: bytes) -> str:
    """Return the text inside the printed code."""
    return f"{_body(claim)}/{_base32(signature)}"


def parse_code(text: str) -> SignedClaim:
    """Return what a scanned or typed code claims; raise `NotACode` for other text.

    Case, spaces and full-width signs are forgiven where they carry no meaning.
    """
    plain = halfwidth(text[:LONGEST])
    head, _, signature = plain.rpartition("/")
    match = _SHAPE.fullmatch(f"{head.replace('js1', VERSION, 1)}/{signature.upper()}")
    if match is None:
        raise NotACode(f"“{text[:24]}”不是回执上的校验码，请重新扫描或完整抄写")
    _, number, edition, premium, subsidy, own, letters = match.groups()
    signed = base64.b32decode(f"{letters}=")
    if _base32(signed) != letters:
        raise NotACode("校验码抄写有误，请重新扫描")
    claim = Claim(number, int(edition), int(premium), int(subsidy), int(own))
    return SignedClaim(claim, signed)


def _body(claim: Claim) -> str:
    amounts = (claim.premium_fen, claim.subsidy_fen, claim.self_pay_fen)
    parts = (VERSION, claim.receipt_no, claim.edition, *amounts)
    return "/".join(str(part) for part in parts)


def _base32(signature: bytes) -> str:
    return base64.b32encode(signature).decode().rstrip("=")
