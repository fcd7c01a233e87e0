"""Verifying the code on a receipt, offline: what was signed, by whom, and is it void."""

import msgspec

from db.queries import enrollments, offices, station_keys
from db.queries import receipts as queries
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.receipt_codes import (
    Claim,
    NotACode,
    SignedClaim,
    message,
    parse_code,
)
from jisheng_desktop.sealing.signatures import is_signed
from jisheng_desktop.services.library import office


class Verification(msgspec.Struct, frozen=True):
    """What a code proves. `genuine` is None where the signer's key is not known here,
    `voided` where the receipt itself is not. Amounts in fen.
    """

    genuine: bool | None
    receipt_no: str | None
    premium_fen: int | None
    subsidy_fen: int | None
    self_pay_fen: int | None
    voided: bool | None
    text: str


def verify(text: str) -> Verification:
    """Return what the code printed on a receipt proves; never raises for bad text."""
    try:
        signed = parse_code(text)
    except NotACode as error:
        return Verification(False, None, None, None, None, None, str(error))  # noqa: FBT003
    genuine = _is_genuine(signed)
    voided = _is_voided(signed.claim) if genuine else None
    return Verification(
        genuine,
        signed.claim.receipt_no,
        signed.claim.premium_fen,
        signed.claim.subsidy_fen,
        signed.claim.self_pay_fen,
        voided,
        _sentence(signed.claim, genuine=genuine, voided=voided),
    )


def _is_genuine(signed: SignedClaim) -> bool | None:
    if not signed.claim.is_consistent:
        return False
    keys = _keys_of(signed.claim.station_code)
    if not keys:
        return None
    said = message(signed.claim)
    return any(is_signed(key, said, signed.signature) for key in keys)


def _keys_of(station: str) -> tuple[bytes, ...]:
    """Return the keys a station has signed with: our own, or those in the directory."""
    known = [
        bytes.fromhex(each.key)
        for each in station_keys.everybody()
        if each.station == station
    ]
    own = (offices.public_key(),) if station == office().code else ()
    return (*own, *known)


def _is_voided(claim: Claim) -> bool | None:
    found = enrollments.find(claim.receipt_no)
    return found.state == "VOID" if found else None


def _sentence(claim: Claim, *, genuine: bool | None, voided: bool | None) -> str:
    if genuine is None:
        return (
            f"本机没有站点{claim.station_code}的公钥，不能核验。请到出具回执的站点"
            "或区县核验，或先导入区县答复"
        )
    if not genuine:
        return f"回执{claim.receipt_no}的校验码不是真的：号码或金额与签名不符"
    amounts = (
        f"应交{yuan(claim.premium_fen)}元，补贴{yuan(claim.subsidy_fen)}元，"
        f"自付{yuan(claim.self_pay_fen)}元"
    )
    return f"回执{claim.receipt_no}是真的：{amounts}。{_standing(claim, voided)}"


def _standing(claim: Claim, voided: bool | None) -> str:  # noqa: FBT001 - yes, no or unknown
    if voided:
        return "注意：该回执已作废"
    latest = queries.latest(claim.receipt_no)
    if latest is not None and latest.edition > claim.edition:
        same = latest.content.self_pay_fen == claim.self_pay_fen
        what = "之后另有新版，自付金额相同" if same else "注意：已更正"
        return f"{what}，应以第{latest.edition}版为准"
    return "没有作废" if voided is False else "本机不知道是否已作废"
