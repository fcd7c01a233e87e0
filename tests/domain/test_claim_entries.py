"""Claims in journals of other stations: canonical and known, or refused."""

from datetime import date
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.claim_documents import DOCUMENT_NAMES, fitting, needed
from jisheng_desktop.domain.claims import Claim
from jisheng_desktop.domain.entries import ClaimEntry, kind_of, read_entry
from jisheng_desktop.domain.explaining import BENEFIT_NAMES
from jisheng_desktop.domain.journal import Entry, encode
from jisheng_desktop.domain.refusals import Refusal

DAYS = st.none() | st.dates(date(2000, 1, 1), date(2099, 12, 31))
FEN = st.none() | st.integers(0, 10**12)
TEXTS = st.none() | st.text("甲乙丙abc123", max_size=20)
CLAIMS = st.builds(
    Claim,
    claim_no=TEXTS,
    name=st.text("王李张", min_size=1, max_size=4),
    id_no=st.just("610103201203030333"),
    benefit=st.sampled_from(list(BENEFIT_NAMES)),
    accident_on=st.dates(date(2000, 1, 1), date(2099, 12, 31)),
    reported_on=DAYS,
    documents=st.lists(st.sampled_from(list(DOCUMENT_NAMES)), unique=True).map(tuple),
    sent_on=DAYS,
    invoice_fen=FEN,
    paid_fen=st.integers(0, 10**12),
    cause=TEXTS,
)


def entry(claim: dict[str, Any], **data: Any) -> bytes:
    said = {"enrollment": "e", "replaces": None, "reason": None, "claim": claim} | data
    return encode(
        Entry(1, "2026-05-01T09:00:00+08:00", 1, "o", "CLAIM", "c", 1, "", said)
    )


@given(CLAIMS)
def test_what_a_station_wrote_is_read_as_it_was(claim: Claim) -> None:
    read = read_entry(entry(msgspec.to_builtins(claim)))
    assert isinstance(read, ClaimEntry)
    assert (kind_of(read), read.data.claim) == ("CLAIM", claim)


@pytest.mark.parametrize(
    "spoilt",
    [
        {"paid_fen": -1},
        {"paid_fen": 10**13},
        {"benefit": "LUCK"},
        {"accident_on": "2026-02-30"},
        {"documents": ["DIARY"]},
        {"cause": "长" * 201},
        {"wish": "more"},
    ],
)
def test_what_no_station_writes_is_refused(spoilt: dict[str, object]) -> None:
    claim = Claim(
        name="王强",
        id_no="610103201203030333",
        benefit="ACCIDENT_DEATH",
        accident_on=date(2026, 5, 1),
    )
    with pytest.raises(Refusal):
        read_entry(entry(msgspec.to_builtins(claim) | spoilt))


@pytest.mark.parametrize("benefit", BENEFIT_NAMES)
def test_what_is_needed_is_offered(benefit: Any) -> None:
    assert set(needed(benefit, reimbursed=False)) <= set(fitting(benefit))
    assert all(each in DOCUMENT_NAMES for each in fitting(benefit))
