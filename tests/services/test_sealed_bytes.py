"""A bundle on its way: no byte of it can be changed, and none of it tells anything."""

from pathlib import Path

import msgspec
import pytest

from jisheng_desktop.domain.refusals import DAMAGED, TOO_NEW, Refusal
from jisheng_desktop.sealing.container import open_container
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.exporting import Exported
from jisheng_desktop.services.overview import status
from tests.exchange import ONE, Country, home
from tests.households import CODE, raw_family

FAMILIES = 7


def test_every_flipped_bit_and_every_truncation_is_refused(country: Country) -> None:
    country.enroll(ONE.code, home(1))
    file = Path(country.export(ONE.code).file).read_bytes()
    for at, byte in enumerate(file):
        for bit in range(8):
            flipped = file[:at] + bytes([byte ^ 1 << bit]) + file[at + 1 :]
            assert is_refused(flipped), f"bit {bit} of byte {at}"
        assert is_refused(file[:at]), f"cut off at {at}"


def is_refused(file: bytes) -> bool:
    try:
        open_container(file)
    except Refusal as refusal:
        return refusal.code in (DAMAGED, TOO_NEW)
    return False


@pytest.mark.slow
def test_a_folder_of_damaged_copies_harms_neither_library_nor_the_sound_one(
    country: Country,
) -> None:
    country.enroll(ONE.code, home(1))
    sound = Path(country.export(ONE.code).file)
    file, copies = sound.read_bytes(), sound.parent / "copies"
    copies.mkdir()
    for at in range(0, len(file), 97):
        flipped = file[:at] + bytes([file[at] ^ 1 << at % 8]) + file[at + 1 :]
        (copies / f"{at}-flipped.jsb").write_bytes(flipped)
        (copies / f"{at}-cut.jsb").write_bytes(file[:at])
    results = country.take(CODE, copies)
    assert {each.outcome for each in results} == {"refused"}
    assert all(each.is_refusal and each.text for each in results)
    with country.at(CODE):
        assert status().households == 0
        assert [each for each in check() if not each.ok] == []
    (taken,) = country.take(CODE, sound)
    assert (taken.outcome, taken.applied) == ("applied", 1)


def test_a_bundle_shows_no_name_number_amount_or_count(country: Country) -> None:
    country.enroll(ONE.code, *map(home, range(1, FAMILIES + 1)))
    sent = country.export(ONE.code)
    file = Path(sent.file)
    shown = file.read_bytes() + file.name.encode()
    for secret in secrets_of(sent):
        for encoding in ("utf-8", "gb18030", "utf-16-le"):
            assert secret.encode(encoding) not in shown, secret
    header = open_container(file.read_bytes()).header
    assert not set(msgspec.to_builtins(header)) & {"counts", "sums", "sums_fen"}


def secrets_of(sent: Exported) -> set[str]:
    """Return what is typed, printed or added up, each long enough to be no accident."""
    told = {str(value) for value in msgspec.structs.asdict(sent.sums_fen).values()}
    told |= {
        f"{value / 100:.2f}" for value in msgspec.structs.asdict(sent.sums_fen).values()
    }
    told |= set(sent.receipts) | set(sent.counts) | {"ENROLLMENT", "premium"}
    for n in range(1, FAMILIES + 1):
        raw = raw_family(n)
        told |= {raw["household"]["contact_phone"], raw["household"]["hukou_address"]}
        for member in raw["members"]:
            told |= {member["name"], member["id_no"], member["id_no"][6:14]}
    return {each for each in told if len(each.encode()) >= 5}
