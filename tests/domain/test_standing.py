"""Which claim stands: one at most for a key, the same in whatever order they come."""

from itertools import permutations

from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.standing import Claim, Identity, settle

NAMES = st.sampled_from(["王强", "王刚"])


@st.composite
def claims(draw: st.DrawFn) -> list[Claim]:
    count = draw(st.integers(1, 6))
    return [draw(claim_of(f"u{number}")) for number in range(count)]


@st.composite
def claim_of(draw: st.DrawFn, uid: str) -> Claim:
    persons = draw(
        st.lists(st.sampled_from("abcd"), min_size=1, max_size=3, unique=True)
    )
    return Claim(
        uid=uid,
        station=draw(st.sampled_from(["v1", "v2"])),
        receipt_no=draw(st.sampled_from(["1", "2", "3"])),
        enrolled_on=draw(st.sampled_from(["2026-01-01", "2026-01-02"])),
        persons=tuple(Identity(p, draw(NAMES), "1985-03-12") for p in persons),
        registered_here=draw(st.booleans()),
        paid=draw(st.booleans()),
        latched=draw(st.booleans()),
        chosen=draw(st.booleans()),
    )


@given(claims())
def test_at_most_one_claim_stands_for_a_person(given_claims: list[Claim]) -> None:
    outcome = settle(given_claims)
    taken = [
        key
        for claim in given_claims
        if outcome[claim.uid].result == "ACCEPTED"
        for key in claim.keys
    ]
    assert len(taken) == len(set(taken))


@given(claims(), st.randoms())
def test_the_order_of_arrival_never_matters(
    given_claims: list[Claim], random: object
) -> None:
    expected = settle(given_claims)
    for other in list(permutations(given_claims))[:24]:
        assert settle(other) == expected


@given(claims())
def test_what_falls_names_what_it_falls_to(given_claims: list[Claim]) -> None:
    by_uid = {claim.uid: claim for claim in given_claims}
    for uid, standing in settle(given_claims).items():
        if standing.result != "ACCEPTED":
            assert standing.key in by_uid[standing.against].keys & by_uid[uid].keys


def one(uid: str, name: str = "王强", **facts: object) -> Claim:
    plain: dict[str, object] = {
        "uid": uid,
        "station": uid,
        "receipt_no": uid,
        "enrolled_on": "2026-01-01",
        "persons": (Identity("p", name, "1985-03-12"),),
    }
    return Claim(**(plain | facts))  # type: ignore[arg-type]


def test_the_latch_is_stronger_than_an_earlier_date() -> None:
    outcome = settle([one("a"), one("b", latched=True, enrolled_on="2026-02-01")])
    assert outcome["b"].result == "ACCEPTED"
    assert (outcome["a"].result, outcome["a"].against) == ("RETURNED", "b")


def test_a_person_reverses_the_latch() -> None:
    outcome = settle([one("a", chosen=True), one("b", latched=True)])
    assert (outcome["a"].result, outcome["b"].result) == ("ACCEPTED", "RETURNED")


def test_two_names_for_one_number_are_for_people_to_settle() -> None:
    outcome = settle([one("a", "王强"), one("b", "王刚")])
    assert {standing.result for standing in outcome.values()} == {"CONFLICT"}
    latched = settle([one("a", "王强", latched=True), one("b", "王刚")])
    assert latched["a"].result == "ACCEPTED"
    assert latched["b"].result == "CONFLICT"
