"""The recovery sheet, forgotten passwords of stations, a change of the district's keys."""

from pathlib import Path

from jisheng_desktop.errors import UserError
from jisheng_desktop.services import forgotten, key_change, recovery
from jisheng_desktop.services.forgotten import AnsweredRequest
from jisheng_desktop.services.key_change import KeysChanged
from ui.desk import Desk


def write_sheet(desk: Desk, file: Path) -> bool:
    """Write the recovery sheet as a PDF to be printed and locked away."""
    try:
        recovery.write_sheet(file, desk.session)
    except UserError as refusal:
        desk.errors.show(refusal)
        return False
    sentence = f"恢复单已写好：{file}。请打印、锁好，然后删除这个文件"
    desk.notices.say(sentence, "good")
    return True


def answer_request(desk: Desk, text: str) -> AnsweredRequest | None:
    """Return the one-time code for a station's request, given as text or file."""
    try:
        request = forgotten.request_in(text.strip())
        return forgotten.answer_request(request, desk.session)
    except UserError as refusal:
        desk.errors.show(refusal)
        return None


def change_keys(desk: Desk, password: str) -> KeysChanged | None:
    """Give the district new keys; None when the password is wrong."""
    try:
        done = key_change.change_keys(desk.session, password)
    except UserError as refusal:
        desk.errors.show(refusal)
        return None
    desk.session = done.session
    desk.notices.say("密钥已更换。请马上打印新的恢复单，并做一次备份", "warn")
    desk.changes.announce(done)
    return done
