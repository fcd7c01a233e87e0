"""Two computers of one station: nothing typed is dropped, people settle what differs."""

import shutil

import msgspec

from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.services.enrolling import correct
from jisheng_desktop.services.households import enrollment
from tests.exchange import ONE, Country, home
from tests.households import CODE

TWIN = f"{ONE.code}-twin"


def moved(document: HouseholdDocument, address: str) -> HouseholdDocument:
    household = msgspec.structs.replace(document.household, hukou_address=address)
    return msgspec.structs.replace(document, household=household)


def corrected(country: Country, computer: str, uid: str, address: str) -> None:
    with country.at(computer) as session:
        document = moved(enrollment(uid).document, address)
        correct(uid, document, operator=session.operator, reason="搬家了")


def shown(country: Country, computer: str, uid: str) -> Enrollment:
    with country.at(computer):
        return enrollment(uid)


def exchanged(country: Country, *computers: str) -> None:
    for computer in computers:
        country.take(CODE, country.export(computer).file)
        answer = country.answer()[ONE.code].file
        for each in (ONE.code, TWIN):
            country.take(each, answer)


def test_what_both_changed_is_returned_with_both_readings(country: Country) -> None:
    (done,) = country.enroll(ONE.code, home(1))
    country.round(ONE.code)
    shutil.copytree(country.folder(ONE.code), country.folder(TWIN))
    corrected(country, ONE.code, done.uid, "一街")
    corrected(country, TWIN, done.uid, "二街")
    exchanged(country, ONE.code, TWIN, ONE.code)

    for place in (CODE, ONE.code, TWIN):
        record = shown(country, place, done.uid)
        assert record.state == "RETURNED"
        readings = f"{record.document.household.hukou_address} {record.verdict}"
        assert "一街" in readings
        assert "二街" in readings

    corrected(country, TWIN, done.uid, "三街")
    exchanged(country, TWIN, ONE.code)
    for place in (CODE, ONE.code, TWIN):
        record = shown(country, place, done.uid)
        assert record.state == "ACCEPTED"
        assert record.document.household.hukou_address == "三街"
