"""The cover sheet of a bundle: what was handed over, for two people to sign."""

import msgspec


class Cover(msgspec.Struct, frozen=True, kw_only=True):
    """What a cover sheet says. Amounts in fen; `spoken` are the eight digits by which
    two people tell over the telephone whether they hold the same file.
    """

    station: str
    station_code: str
    file: str
    seq: int
    written_on: str
    enrollments: int
    voids: int
    premium_fen: int
    subsidy_fen: int
    self_pay_fen: int
    first_receipt: str
    last_receipt: str
    spoken: str
    sha256: str
    operator: str
