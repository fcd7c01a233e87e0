"""What holds for every decision, whatever the document."""

import json
from typing import Any

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from jisheng_desktop.domain.decisions import Decision, decide, encode
from jisheng_desktop.domain.documents import HouseholdDocument
from jisheng_desktop.domain.money import yuan
from jisheng_desktop.domain.normalising import normalise
from jisheng_desktop.domain.reading import read_document
from jisheng_desktop.domain.scheme_reading import read_scheme
from jisheng_desktop.domain.schemes import Scheme
from resources import resource
from tests.builders import case_scheme, document, hongta, xian
from tests.domain.documents import raw_documents


def shipped(name: str) -> Scheme:
    return read_scheme(resource("schemes", f"{name}.toml").read_bytes())


SCHEMES = (
    case_scheme("xian-2025"),
    case_scheme("hongta-2026"),
    shipped("xian-2025"),
    shipped("hongta-2026"),
)
schemes = st.sampled_from(SCHEMES)
near_misses = st.sampled_from(
    [xian(f"XA-{n}") for n in ("01", "11", "12c", "18", "26", "30", "37")]
    + [hongta(f"HT-{n}") for n in ("01", "07", "13", "22", "31")]
)
documents = st.one_of(raw_documents, near_misses).map(read_document)


@given(documents, schemes)
@settings(max_examples=600)
def test_a_decision_never_raises_and_is_the_same_twice(
    household: HouseholdDocument, scheme: Scheme
) -> None:
    first, second = decide(household, scheme), decide(household, scheme)
    assert encode(first) == encode(second)


@given(documents, schemes, st.randoms(use_true_random=False))
@settings(max_examples=300)
def test_the_order_of_members_does_not_matter(
    household: HouseholdDocument, scheme: Scheme, random: Any
) -> None:
    members = list(household.members)
    random.shuffle(members)
    shuffled = msgspec.structs.replace(household, members=tuple(members))
    assert encode(decide(shuffled, scheme)) == encode(decide(household, scheme))


def decisions_of(decision: Decision) -> list[Decision]:
    if isinstance(decision.fallback, Decision):
        return [decision, decision.fallback]
    return [decision]


@given(documents, schemes)
@settings(max_examples=600)
def test_the_money_adds_up(household: HouseholdDocument, scheme: Scheme) -> None:
    for decision in decisions_of(decide(household, scheme)):
        if decision.decision == "BLOCK":
            assert decision.premium_fen is decision.subsidy_fen is None
            continue
        assert decision.subsidy_fen is not None
        assert decision.subsidy_fen >= 0
        assert sum(i.subsidy_fen or 0 for i in decision.insured) == decision.subsidy_fen
        if decision.funding:
            parts = [part.amount_fen for part in decision.funding]
            assert min(parts) >= 0
            assert sum(parts) == decision.subsidy_fen
        if decision.premium_fen is not None:
            assert decision.self_pay_fen is not None
            assert decision.self_pay_fen >= 0
            total = decision.subsidy_fen + decision.self_pay_fen
            assert total == decision.premium_fen
            carried = sum(i.premium_fen or 0 for i in decision.insured)
            assert carried == decision.premium_fen


@given(documents, schemes)
@settings(max_examples=300)
def test_never_two_subsidies(household: HouseholdDocument, scheme: Scheme) -> None:
    highest = max(category.rate_fen for category in scheme.categories)
    units = scheme.rules.max_subsidised_units
    for decision in decisions_of(decide(household, scheme)):
        for insured in decision.insured:
            assert (insured.subsidy_fen or 0) <= highest * units
        if scheme.kind == "HOUSEHOLD":
            assert (decision.subsidy_fen or 0) <= highest * units


@given(documents)
@settings(max_examples=300)
def test_normalising_twice_changes_nothing(household: HouseholdDocument) -> None:
    once = normalise(household)
    assert normalise(once) == once


@given(near_misses.map(read_document), schemes)
def test_normalising_changes_no_verdict(
    household: HouseholdDocument, scheme: Scheme
) -> None:
    before, after = decide(household, scheme), decide(normalise(household), scheme)
    assert (after.decision, after.category) == (before.decision, before.category)
    assert (after.premium_fen, after.subsidy_fen) == (
        before.premium_fen,
        before.subsidy_fen,
    )


@given(raw_documents)
def test_a_document_reads_back_from_its_own_json(raw: dict[str, Any]) -> None:
    household = read_document(raw)
    assert read_document(msgspec.json.encode(household)) == household
    assert read_document(json.dumps(raw)) == household


TABLES = [
    ("2026", 3020, 380, 13_980_000, "139,800.00"),
    ("2025", 3100, 378, 14_290_000, "142,900.00"),
]


@pytest.mark.parametrize(("year", "class_a", "class_b", "fen", "yuan_text"), TABLES)
def test_the_subsidy_tables_of_hongta(
    year: str, class_a: int, class_b: int, fen: int, yuan_text: str
) -> None:
    """3,020 × 40 + 380 × 50 (2026) and 3,100 × 40 + 378 × 50 (2025), HT-05, HT-09/10."""
    scheme = case_scheme("hongta-2026")
    forty = document(hongta("HT-10"))
    fifty = document(hongta("HT-01"))
    people = [forty] * class_a + [fifty] * class_b
    subsidies = [decide(person, scheme).subsidy_fen or 0 for person in people]
    assert len(people) == class_a + class_b
    assert sum(subsidies) == fen
    assert yuan(sum(subsidies)) == yuan_text
