"""A forgotten password at a station: the district's one-time code opens it again.

While the library is open, its secret is sealed under a random code, and that code for
the district. Whoever forgets the password shows the second seal to the district, and
is told the code that opens the first (sync.md section 4).
"""

import hmac
from pathlib import Path
from typing import NamedTuple

import msgspec

from db.connection import transaction
from db.queries import offices, station_keys
from db.queries import operators as queries
from jisheng_desktop.domain.bundles import encoded, read_part
from jisheng_desktop.domain.paper_codes import typed_code
from jisheng_desktop.domain.refusals import Refusal
from jisheng_desktop.domain.resets import (
    LONGEST,
    PREFIX,
    ResetRequest,
    request_lines,
    request_text,
    sealed_request,
)
from jisheng_desktop.errors import EnvironmentTrouble, UserError
from jisheng_desktop.printing.drawing import qr_rows
from jisheng_desktop.sealing import age
from jisheng_desktop.sealing.keys import endorse
from jisheng_desktop.sealing.passwords import WrongPassword, seal, unseal
from jisheng_desktop.services.files import read_file, write_file
from jisheng_desktop.services.keyring import OFFICE_LEVELS, district, own_keys
from jisheng_desktop.services.library import office
from jisheng_desktop.services.moments import new_code, stamp
from jisheng_desktop.services.operators import Session, acting_operator
from jisheng_desktop.services.recovery import set_password_by_sheet

SLOT = "reset_slot"
REQUEST = "reset_request"
READER = "reset_reader"
# A recovery sheet has 56 letters, a one-time code 12.
LONGEST_CODE = 30


class AnsweredRequest(msgspec.Struct, frozen=True):
    """Whose request it was and when it was made ready, and the code to pass on."""

    station_code: str
    station_name: str
    made_at: str
    code: str


class _WayBack(NamedTuple):
    """A secret sealed under a code, and that code sealed for the district."""

    slot: bytes
    request: str
    reader: str


def keep_way_back(session: Session) -> None:
    """See to it that the present district can help when a password is forgotten."""
    above = district()
    if above is not None and offices.fact(READER) != above.recipient:
        way = _new_way(session.secret)
        with transaction():
            _keep(way)


def reset_request() -> str:
    """Return the request to show to the district; needs no password.

    Raises `UserError` at the district, and where there never was a way.
    """
    found = offices.fact(REQUEST)
    if found is None:
        raise UserError("本机没有区县可以代为重设密码，请用恢复单重设")
    return found


def request_picture() -> list[bytes]:
    """Return the request as a QR code by rows: 0 is dark, 255 is light."""
    return qr_rows(reset_request())


def write_request(file: Path) -> None:
    """Write the request into a file that may be carried or sent to the district."""
    write_file(file, request_lines(reset_request()).encode())


def request_in(text: str) -> str:
    """Return the request that a user hands in: its text, or the file that holds it."""
    if text.lstrip().upper().startswith(PREFIX):
        return text
    return read_file(Path(text), LONGEST).decode("ascii", errors="replace")


def can_request() -> bool:
    """Tell whether this station can ask its district for a one-time code."""
    return offices.fact(REQUEST) is not None


def answer_request(text: str, session: Session) -> AnsweredRequest:
    """Return the one-time code for a station whose password was forgotten.

    Raises `UserError` for a request of another district's, a withdrawn or a replaced
    computer. Who is asking is for people to make sure of.
    """
    if office().level not in OFFICE_LEVELS:
        raise UserError("只有区县办公室能答复重设密码的申请，请把申请交给区县")
    request = _opened(sealed_request(text), session)
    station = station_keys.registered(request.station)
    if station is None:
        raise UserError(f"本区没有代码为{request.station}的站点，请核实申请的来历")
    if station.withdrawn_at is not None:
        raise UserError(f"站点“{station.name}”已停用，不能重设密码")
    if not hmac.compare_digest(endorse(station.token, request.vouched), request.mac):
        raise UserError(
            f"申请不是站点“{station.name}”现在的电脑做的，请核实；"
            "换过电脑的站点，只能在新电脑上申请"
        )
    return AnsweredRequest(station.code, station.name, request.made_at, request.code)


def reset_password(name: str | None, text: str, password: str) -> Session:
    """Give an operator a new password by the district's code or by the recovery sheet.

    The code serves once. Raises `UserError`, also `WrongPassword` for another code.
    """
    if sum(c.isalnum() for c in text) > LONGEST_CODE:
        return set_password_by_sheet(name, text, password)
    if not password:
        raise UserError("新密码不能为空，请输入新密码")
    operator = acting_operator(name)
    secret = _secret_under(typed_code(text), text)
    slot, way = seal(secret, password), _new_way(secret)
    with transaction():
        queries.set_slot(operator, slot, protected=True)
        _keep(way)
    return Session(acting_operator(operator.name), secret)


def _secret_under(code: str, typed: str) -> bytes:
    box = offices.fact(SLOT)
    if box is None:
        raise UserError("本机没有区县可以代为重设密码，请用恢复单重设")
    try:
        return unseal(bytes.fromhex(box), code)
    except WrongPassword as error:
        raise EnvironmentTrouble(
            f"一次性代码“{typed.strip()}”不对，请与区县核对；每个代码只能用一次，"
            "用过的要重新申请"
        ) from error


def _new_way(secret: bytes) -> _WayBack:
    above, token = district(), offices.token()
    if above is None or token is None:
        raise UserError("本机没有区县可以代为重设密码，请用恢复单重设")
    code = new_code()
    bare = ResetRequest(station=office().code, made_at=stamp(), code=code, mac="")
    request = msgspec.structs.replace(bare, mac=endorse(token, bare.vouched))
    sealed = age.seal(encoded(request), [above.recipient])
    return _WayBack(seal(secret, code), request_text(sealed), above.recipient)


def _keep(way: _WayBack) -> None:
    offices.put_fact(SLOT, way.slot.hex())
    offices.put_fact(REQUEST, way.request)
    offices.put_fact(READER, way.reader)


def _opened(sealed: bytes, session: Session) -> ResetRequest:
    try:
        return read_part(own_keys(session).unseal(sealed), ResetRequest)
    except Refusal as error:
        raise UserError(
            "这份申请不是给本区县的，或不完整，请让站点重新复制整段申请"
        ) from error
