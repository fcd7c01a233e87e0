"""The entries of an answer stream: what a district tells a station (sync.md section 6)."""

from collections.abc import Mapping
from typing import Annotated, Literal

import msgspec

from jisheng_desktop.domain.bundles import Count, Hex, Sealable, Word
from jisheng_desktop.domain.claims import Claim
from jisheng_desktop.domain.journal import Entry
from jisheng_desktop.domain.refusals import outrageous
from jisheng_desktop.domain.verdicts import Verdict

AnswerKind = Literal["VERDICT", "SCHEME", "KEY", "POLICY", "OWNER", "CASE"]

SchemeText = Annotated[str, msgspec.Meta(max_length=60_000)]


class SchemeUpdate(Sealable, frozen=True, kw_only=True):
    """A scheme file, word for word, that replaces the one with its id."""

    scheme: SchemeText


class KeyNotice(Sealable, frozen=True, kw_only=True):
    """A station's public keys as the district has them, or that they are withdrawn."""

    key: Hex
    station: Word
    recipient: Word
    withdrawn_at: Word | None


class PolicyNumber(Sealable, frozen=True, kw_only=True):
    """An insured person, as `person_key` names one, and the policy's number."""

    person: Word
    number: Word


class PolicyNotice(Sealable, frozen=True, kw_only=True):
    """The policies of an enrolment: all that the insurer has issued by now."""

    uid: Word
    policies: tuple[PolicyNumber, ...]

    @property
    def numbers(self) -> dict[str, str]:
        """Return the numbers by person."""
        return {each.person: each.number for each in self.policies}


class ClaimNotice(Sealable, frozen=True, kw_only=True):
    """A claim as the district's register has it; `replaces` is whose record it took over,
    `enrollment` the record on which it rests.
    """

    uid: Word
    enrollment: Word
    replaces: Word | None
    claim: Claim


class OwnerNotice(Sealable, frozen=True, kw_only=True):
    """To which station a household belongs from now on, and why it was moved.

    `turn` counts the household's moves.
    """

    household: Word
    owner: Word
    owner_name: Word
    reason: str
    moved_at: Word
    turn: Count


Answer = Verdict | SchemeUpdate | KeyNotice | PolicyNotice | OwnerNotice | ClaimNotice

_SHAPES: dict[str, type[Answer]] = {
    "VERDICT": Verdict,
    "SCHEME": SchemeUpdate,
    "KEY": KeyNotice,
    "POLICY": PolicyNotice,
    "OWNER": OwnerNotice,
    "CASE": ClaimNotice,
}


def policy_notice(uid: str, numbers: Mapping[str, str]) -> PolicyNotice:
    """Return the notice of an enrolment's policies, given by person."""
    said = (PolicyNumber(person=p, number=n) for p, n in sorted(numbers.items()))
    return PolicyNotice(uid=uid, policies=tuple(said))


def answer_id(kind: AnswerKind, stream: bytes, about: str) -> str:
    """Return under which id a stream of answers speaks of something: an answer is a
    record of its own, apart from the one it speaks of.
    """
    return f"{kind.lower()}/{stream.hex()}/{about}"


def read_answer(entry: Entry) -> Answer | None:
    """Return what an entry says; None for a kind that only a later program knows."""
    shape = _SHAPES.get(entry.kind)
    if shape is None:
        return None
    try:
        return msgspec.convert(entry.data, shape)
    except msgspec.ValidationError as error:
        raise outrageous() from error
