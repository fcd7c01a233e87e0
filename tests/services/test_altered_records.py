"""Records signed with genuine keys that no honest program writes: returned one by one."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from db.queries import enrollments
from jisheng_desktop.domain.enrollments import Enrollment
from jisheng_desktop.services.checking import check
from jisheng_desktop.services.library import close_library
from tests.exchange import ONE, TOWNSHIP, Country, home, spare_key_derivation
from tests.households import CODE
from tests.services.bad_station import BadStation

Change = Callable[[Any], None]


def decided(change: Change) -> Change:
    """Change the decision of an enrolment."""
    return lambda entry: change(entry["data"]["decision"])


def insured(place: int, **said: Any) -> Change:
    return decided(lambda decision: decision["insured"][place].update(said))


def shared(*fen: int) -> Change:
    """Let the payers bear other amounts."""

    def change(decision: Any) -> None:
        for payer, amount in zip(decision["funding"], fen, strict=True):
            payer["amount_fen"] = amount

    return decided(change)


def borne_by_another(decision: Any) -> None:
    child, father, *_ = decision["insured"]
    child["premium_fen"], father["premium_fen"] = 0, child["premium_fen"]


def counted_twice(decision: Any) -> None:
    decision["insured"].append(decision["insured"][0])


# What adds up in itself: only who decides it again can tell.
PLAUSIBLE: dict[str, Change] = {
    "paid by the city alone": shared(4000, 0),
    "one bears what is another's": decided(borne_by_another),
    "another category for one": insured(0, category="RURAL_TWO_DAUGHTERS"),
    "more cover": insured(1, benefits=["ACCIDENT_DISABILITY"]),
    "another age": insured(0, age=3),
    "other capitals": decided(lambda d: d.update(self_pay_capital="壹元整")),
    "another plan": decided(lambda d: d.update(plan="household-2")),
    "another day": decided(lambda d: d.update(as_of="2026-04-01")),
    "blocked, and confirmed": decided(lambda d: d.update(decision="BLOCK")),
}
# What contradicts itself, whoever reads it.
ABSURD: dict[str, Change] = {
    "dearer in all": decided(lambda d: d.update(premium_fen=16600, self_pay_fen=12600)),
    "payers who pay too little": shared(2000, 1),
    "a payer who takes": shared(-2000, 5000),
    "a premium below nothing": insured(0, premium_fen=-5),
    "a subsidy for another": insured(1, subsidy_fen=4000),
    "nobody insured": decided(lambda d: d.update(insured=[])),
    "somebody twice": decided(counted_twice),
    "a stranger": insured(2, ref="nobody"),
    "another's part": insured(0, insured_role="PERSON"),
    "no premium": decided(lambda d: d.update(premium_fen=None)),
    "a total of its own": decided(lambda d: d.update(premium_fen=1)),
    "a sum of its own": decided(lambda d: d.update(self_pay_fen=12499)),
}
# What names another scheme or year than its own document: whoever reads it.
MISLABELLED: dict[str, Change] = {
    "another scheme": lambda entry: entry["data"].update(scheme="hongta-2026"),
    "another year": lambda entry: entry["data"].update(policy_year=2027),
}
ALTERED = PLAUSIBLE | ABSURD | MISLABELLED


class Robbed(NamedTuple):
    """A country in which one bundle holds a record for each altered part, and one more."""

    country: Country
    bundle: Path
    honest: str
    altered: dict[str, str]


@pytest.fixture(scope="module")
def robbed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Robbed]:
    root = tmp_path_factory.mktemp("country")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("JISHENG_STATE", str(root / "state"))
        spare_key_derivation(patch)
        country = Country(root)
        for station in (TOWNSHIP, ONE, TOWNSHIP):  # each learns of the one before
            if not country.folder(station.code).exists():
                country.found(station)
            country.round(station.code)
        bad = BadStation(country, *map(home, range(len(ALTERED) + 1)))
        uids = [json.loads(raw)["id"] for raw in bad.lines[2::2]]
        changes = dict(zip(range(3, 2 * len(uids), 2), ALTERED.values(), strict=True))
        bundle = root / "robbed.jsb"
        bundle.write_bytes(bad.with_changes(changes))
        yield Robbed(
            country, bundle, uids[0], dict(zip(ALTERED, uids[1:], strict=True))
        )
        close_library()


def test_the_district_returns_each_and_takes_in_the_honest_one(robbed: Robbed) -> None:
    robbed.country.take(CODE, robbed.bundle)
    with robbed.country.at(CODE):
        assert found(robbed.honest).state == "ACCEPTED"
        for name, uid in robbed.altered.items():
            record = found(uid)
            assert record.state == "RETURNED", name
            if name not in MISLABELLED:
                assert "区县认定" in (record.verdict or ""), name
                assert "上报为" in (record.verdict or ""), name
        assert [each for each in check() if not each.ok] == []


def test_the_station_is_told_each_difference(robbed: Robbed) -> None:
    robbed.country.take(CODE, robbed.bundle)
    robbed.country.take(ONE.code, robbed.country.answer()[ONE.code].file)
    with robbed.country.at(ONE.code):
        verdict = found(robbed.altered["paid by the city alone"]).verdict or ""
    assert "补贴分担区县认定为市级财政20.00元、区县财政20.00元" in verdict
    assert "上报为市级财政40.00元、区县财政0.00元" in verdict


def test_a_wrong_label_is_named_beside_what_the_document_says(robbed: Robbed) -> None:
    robbed.country.take(CODE, robbed.bundle)
    with robbed.country.at(CODE):
        scheme, year = (found(robbed.altered[name]).verdict for name in MISLABELLED)
    of_itself = "登记内容却是xian-2025、2026年，请核对后更正"
    assert scheme == f"本条记录自称hongta-2026、2026年，{of_itself}"
    assert year == f"本条记录自称xian-2025、2027年，{of_itself}"


def test_a_township_returns_what_contradicts_itself(robbed: Robbed) -> None:
    robbed.country.take(TOWNSHIP.code, robbed.bundle)
    with robbed.country.at(TOWNSHIP.code):
        states = {name: found(uid).state for name, uid in robbed.altered.items()}
        assert found(robbed.honest).state == "EXPORTED"
        assert [each for each in check() if not each.ok] == []
    assert {name for name, state in states.items() if state == "RETURNED"} == set(
        ABSURD | MISLABELLED
    )


def found(uid: str) -> Enrollment:
    record = enrollments.find(uid)
    assert record is not None
    return record
