"""Last year's households in the new year: decided afresh, nothing typed twice."""

import json
from datetime import date
from pathlib import Path

import msgspec
import pytest

from jisheng_desktop.cli.main import run
from jisheng_desktop.domain.stations import Operator
from jisheng_desktop.errors import UserError
from jisheng_desktop.services.enrolling import Enrolled, Refused, enroll
from jisheng_desktop.services.households import (
    enrollment,
    list_households,
    years_of,
)
from jisheng_desktop.services.library import close_library
from jisheng_desktop.services.renewing import (
    Agreed,
    Renewal,
    confirm_renewals,
    renew,
)
from tests.builders import document, id_number
from tests.households import CODE, district, family, person, raw_family
from tests.years import open_year

PAPERS = ("consents", "signature", "payment")
ASKED_ANEW = ("policy_year", "enrolled_on", "kind", *PAPERS)
ALL = Agreed(
    voluntary=True,
    personal_information=True,
    share_with_insurer=True,
    guardians_agree=True,
    signed=True,
    payment="PHONE",
)


@pytest.fixture(autouse=True)
def january(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let it be a day of the new year's window."""
    day = date(2027, 1, 15)
    for module in ("renewing", "renewal_proposals"):
        monkeypatch.setattr(f"jisheng_desktop.services.{module}.today", lambda: day)


def counts(renewal: Renewal) -> tuple[int, int, int, int]:
    return renewal.unchanged, renewal.changed, renewal.ineligible, renewal.already


def confirmed(operator: Operator, n: int, **household: object) -> Enrolled:
    return enroll(family(n, **household), operator=operator, reason="已核对")


def test_unchanged_household_becomes_a_draft_of_the_new_year(
    operator: Operator,
) -> None:
    open_year()
    before = enrollment(confirmed(operator, 1).uid)
    renewal = renew(2026, 2027, operator=operator)
    assert counts(renewal) == (1, 0, 0, 0)
    (proposal,) = renewal.proposals
    assert proposal.uid is not None
    draft = enrollment(proposal.uid)
    assert draft.state == "DRAFT"
    assert draft.household_no == before.household_no
    assert draft.document.kind == "RENEWAL"
    assert draft.document.policy_year == 2027
    assert draft.document.household == before.document.household
    assert [m.id_no for m in draft.document.members] == [
        m.id_no for m in before.document.members
    ]
    assert draft.document.consents.voluntary is None
    assert draft.document.signature.kind is None
    assert draft.document.payment.method == "NONE"
    assert {m.signed for m in draft.document.members} == {None}


def test_nothing_is_typed_twice_and_every_consent_is_asked_again(
    operator: Operator,
) -> None:
    open_year()
    before = enrollment(confirmed(operator, 1).uid).document
    (proposal,) = renew(2026, 2027, operator=operator).proposals
    draft = enrollment(proposal.uid or "").document
    carried = msgspec.structs.replace(
        draft,
        **{field: getattr(before, field) for field in ASKED_ANEW},
        members=tuple(
            msgspec.structs.replace(
                now, signed=was.signed, guardian_consent=was.guardian_consent
            )
            for now, was in zip(draft.members, before.members, strict=True)
        ),
    )
    assert carried == before
    with pytest.raises(Refused) as refused:
        enroll(draft, operator=operator, reason="已核对", uid=proposal.uid)
    asked = {p.field for p in refused.value.decision.problems if p.severity == "E"}
    assert asked
    assert all(
        field.startswith(PAPERS) or field.endswith((".signed", ".guardian_consent"))
        for field in asked
    )


def test_dry_run_says_the_same_and_stores_nothing(operator: Operator) -> None:
    open_year()
    confirmed(operator, 1)
    assert counts(renew(2026, 2027, operator=operator, dry_run=True)) == (1, 0, 0, 0)
    assert len(list_households()) == 1
    renew(2026, 2027, operator=operator)
    assert counts(renew(2026, 2027, operator=operator)) == (0, 0, 0, 1)
    assert len(list_households()) == 2


def test_another_premium_is_a_change_with_its_reason(operator: Operator) -> None:
    open_year(premium=17000)
    confirmed(operator, 1)
    (proposal,) = renew(2026, 2027, operator=operator).proposals
    assert proposal.outcome == "changed"
    assert (proposal.old_premium_fen, proposal.premium_fen) == (16500, 17000)
    assert "保费由165.00元变为170.00元" in proposal.reasons


def test_child_who_leaves_by_age_ends_the_household(operator: Operator) -> None:
    open_year()
    raw = raw_family(1)
    for member in raw["members"]:
        if member["relation_code"] not in ("02", "12"):
            member["id_no"] = id_number(CODE, "2007-09-01", 331)
    enroll(document(raw), operator=operator, reason="已核对")
    renewal = renew(2026, 2027, operator=operator)
    assert counts(renewal) == (0, 0, 1, 0)
    (proposal,) = renewal.proposals
    assert proposal.uid is None
    assert "不再参保" in proposal.reasons[0]
    assert len(list_households()) == 1


def test_reviewed_drafts_are_confirmed_in_bulk(operator: Operator) -> None:
    open_year()
    first, second = (confirmed(operator, n) for n in (1, 2))
    uids = [p.uid or "" for p in renew(2026, 2027, operator=operator).proposals]
    unsigned = Agreed(
        voluntary=True,
        personal_information=True,
        share_with_insurer=True,
        guardians_agree=True,
        signed=False,
    )
    refused = confirm_renewals(uids[:1], unsigned, operator=operator, reason="已核对")
    assert not refused.enrolled
    assert "签字" in refused.refused[uids[0]]
    done = confirm_renewals(uids, ALL, operator=operator, reason="已核对")
    assert not done.refused
    assert {e.household_no for e in done.enrolled} == {
        first.household_no,
        second.household_no,
    }
    years = years_of(enrollment(done.enrolled[0].uid).household_uid)
    assert [each.document.policy_year for each in years] == [2027, 2026]


def test_a_scheme_without_the_year_lets_nothing_be_proposed(operator: Operator) -> None:
    open_year()
    confirmed(operator, 1)
    enroll(person(1), operator=operator, reason="已核对")
    with pytest.raises(UserError, match="没有2027年度"):
        renew(2026, 2027, operator=operator)
    assert len(list_households()) == 2


def test_year_that_is_not_prepared(operator: Operator) -> None:
    confirmed(operator, 1)
    with pytest.raises(UserError, match="没有2031年度"):
        renew(2026, 2031, operator=operator)
    with pytest.raises(UserError, match="没有可续保的"):
        renew(2020, 2026, operator=operator)
    with pytest.raises(UserError, match="应晚于"):
        renew(2026, 2026, operator=operator)


def test_command_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    data = tmp_path / "data"
    confirmed(district(data).operator, 1)
    open_year()
    close_library()
    command = ["renew", "--from", "2026", "--to", "2027", "--data", str(data)]
    assert run([*command, "--dry-run"]) == 0
    assert "不变1户" in capsys.readouterr().out
    assert run([*command, "--json"]) == 0
    (proposal,) = json.loads(capsys.readouterr().out)["proposals"]
    uid = proposal["uid"]
    confirm = ["renew-confirm", uid, "--data", str(data), "--reason", "已核对"]
    assert run(confirm) == 1
    ticks = ["--voluntary", "--personal-information", "--share-with-insurer"]
    ticks += ["--guardians-agree", "--signed", "--payment", "PHONE"]
    assert run([*confirm, *ticks]) == 0
    assert "确认1户，拒绝0户" in capsys.readouterr().out
    close_library()
