"""Policy numbers (保单号): who has one, and which lines of the insurer's list fit whom.

A household scheme has one policy a household, a person scheme one a person; either
way the number is kept for every insured person.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Literal, NamedTuple

from jisheng_desktop.domain.documents import Member
from jisheng_desktop.domain.enrollments import CLAIMLESS, Enrollment
from jisheng_desktop.domain.problems import Problem, problem
from jisheng_desktop.domain.states import STATE_NAMES, State

Outcome = Literal["new", "replaced", "known", "unmatched", "contradictory"]

NOT_YET = "待出单"

# By person key, the number of the policy that covers the person.
Numbers = Mapping[str, str]


class Policy(NamedTuple):
    """An insured person and the policy that covers the person; no number, none yet."""

    name: str
    number: str


class Line(NamedTuple):
    """What a row of the insurer's list says; empty where it says nothing."""

    policy_no: str
    name: str = ""
    id_no: str = ""
    enroll_no: str = ""
    receipt_no: str = ""

    @property
    def who(self) -> str:
        """Return whom the row names, as a person would look for it."""
        return self.name or self.enroll_no or self.receipt_no or "这一行"


class Holder(NamedTuple):
    """An insured person of a confirmed enrolment, and the policy known by now."""

    uid: str
    enroll_no: str
    receipt_no: str
    state: State
    name: str
    id_no: str
    policy_no: str

    @property
    def person(self) -> str:
        """Return the key under which the person's policy is kept."""
        return self.id_no or self.name

    @property
    def may_be_insured(self) -> bool:
        """Tell whether the enrolment counts, so that a policy may stand for it."""
        return self.state not in CLAIMLESS


class Match(NamedTuple):
    """What becomes of a line: whom it gives its number to, or why it gives none."""

    line: Line
    outcome: Outcome
    holders: tuple[Holder, ...] = ()
    problem: Problem | None = None


class News(NamedTuple):
    """What a list changes for an enrolment: the numbers by person, new ones and all.

    `is_insured` when every insured person has a policy now and had not before.
    """

    uid: str
    fresh: dict[str, str]
    numbers: dict[str, str]
    is_insured: bool


class Terms(NamedTuple):
    """How lines are matched: one policy a household, and whether new numbers prevail."""

    by_household: bool
    replace: bool = False


def person_key(member: Member) -> str:
    """Return the key under which a member's policy is kept."""
    return member.id_no or member.name


def policies_of(enrollment: Enrollment, numbers: Numbers) -> tuple[Policy, ...]:
    """Return the insured persons with their policies, in the order of the document."""
    return tuple(
        Policy(member.name, numbers.get(person_key(member), ""))
        for member in enrollment.document.members
        if member.insured
    )


def is_covered(enrollment: Enrollment, numbers: Numbers) -> bool:
    """Tell whether every insured person has a policy: then the record is 已承保."""
    insured = [m for m in enrollment.document.members if m.insured]
    return bool(insured) and all(person_key(m) in numbers for m in insured)


def policy_words(policies: Sequence[Policy]) -> str:
    """Return the number, or who has which where they differ; nothing for none."""
    numbers = {policy.number for policy in policies}
    if len(numbers) == 1:
        return numbers.pop()
    return "　".join(f"{each.name} {each.number or NOT_YET}" for each in policies)


def news_of(matches: Iterable[Match], holders: Iterable[Holder]) -> Iterator[News]:
    """Yield what the lines change, enrolment by enrolment; what stays is left out."""
    given: dict[str, dict[str, str]] = defaultdict(dict)
    for match in matches:
        for each in match.holders:
            given[each.uid][each.person] = match.line.policy_no
    households: dict[str, list[Holder]] = defaultdict(list)
    for holder in holders:
        households[holder.uid].append(holder)
    for uid, numbers in given.items():
        news = _news(households[uid], numbers)
        if news.fresh or news.is_insured:
            yield news


def _news(household: Sequence[Holder], given: Numbers) -> News:
    before = {each.person: each.policy_no for each in household if each.policy_no}
    after = {**before, **given}
    return News(
        uid=household[0].uid,
        fresh={p: n for p, n in given.items() if before.get(p) != n},
        numbers=after,
        is_insured=household[0].state != "INSURED"
        and all(each.person in after for each in household),
    )


# -- matching -----------------------------------------------------------------------


def match_lines(
    lines: Sequence[Line], holders: Iterable[Holder], terms: Terms
) -> tuple[Match, ...]:
    """Return for each line whom its number is for, in the order of the lines.

    A line that contradicts another line, or what is known, gives nobody a number.
    """
    register = _Register(holders, terms)
    found = [register.found(line) for line in lines]
    said = _said(found)
    bearers = register.bearers(found)
    return tuple(_judged(match, said, bearers, terms) for match in found)


class _Register:
    """The insured by everything a list may call them by."""

    def __init__(self, holders: Iterable[Holder], terms: Terms) -> None:
        self._terms = terms
        self._households: dict[str, list[Holder]] = defaultdict(list)
        self._by_number: dict[str, str] = {}
        self._by_id: dict[str, list[Holder]] = defaultdict(list)
        for holder in holders:
            self._households[holder.uid].append(holder)
            self._by_number |= {holder.enroll_no: holder.uid}
            self._by_number |= {holder.receipt_no: holder.uid}
            self._by_id[holder.id_no].append(holder)
        for nothing in (self._by_number, self._by_id):
            nothing.pop("", None)

    def found(self, line: Line) -> Match:
        """Return whom a line is about, or that it is about nobody here."""
        household = self._household(line)
        persons = self._persons(line, household)
        if not persons:
            return Match(line, "unmatched", problem=_nobody(line, household))
        first = persons[0]
        if line.name and line.name != first.name:
            harm = problem("E812", "name", name=line.name, known=first.name)
            return Match(line, "contradictory", problem=harm)
        if not first.may_be_insured:
            number, state = first.enroll_no or first.receipt_no, first.state
            harm = problem("E813", "policy_no", no=number, state=STATE_NAMES[state])
            return Match(line, "contradictory", problem=harm)
        if self._terms.by_household:
            persons = self._households[first.uid]
        return Match(line, "new", tuple(persons))

    def bearers(self, found: Iterable[Match]) -> dict[str, set[str]]:
        """Return the households that bear each number, by the list and by what is known."""
        bearers: dict[str, set[str]] = defaultdict(set)
        for holders in self._households.values():
            for each in holders:
                if each.policy_no and each.may_be_insured:
                    bearers[each.policy_no].add(each.uid)
        for match in found:
            for each in match.holders:
                bearers[match.line.policy_no].add(each.uid)
        return bearers

    def _household(self, line: Line) -> list[Holder]:
        for number in (line.enroll_no, line.receipt_no):
            if number in self._by_number:
                return self._households[self._by_number[number]]
        return []

    def _persons(self, line: Line, household: list[Holder]) -> list[Holder]:
        """A number of ours tells the household; identity number or name the person."""
        if not household:
            same = self._by_id.get(line.id_no, [])
            return sorted(same, key=lambda each: not each.may_be_insured)[:1]
        if line.id_no:
            return [each for each in household if each.id_no == line.id_no]
        if line.name:
            return [each for each in household if each.name == line.name]
        return household


def _nobody(line: Line, household: list[Holder]) -> Problem:
    if household:
        first = household[0]
        return problem("E814", "id_no", who=line.who, no=first.enroll_no)
    return problem("E811", "id_no", who=line.who)


def _said(found: Iterable[Match]) -> dict[tuple[str, str], set[str]]:
    """Return every number that the list gives a person."""
    said: dict[tuple[str, str], set[str]] = defaultdict(set)
    for match in found:
        for each in match.holders:
            said[each.uid, each.person].add(match.line.policy_no)
    return said


def _judged(
    match: Match,
    said: Mapping[tuple[str, str], set[str]],
    bearers: Mapping[str, set[str]],
    terms: Terms,
) -> Match:
    if not match.holders:
        return match
    harm = next(_contradictions(match, said, bearers, terms), None)
    if harm is not None:
        return Match(match.line, "contradictory", problem=harm)
    number = match.line.policy_no
    if all(each.policy_no == number for each in match.holders):
        return match._replace(outcome="known")
    replaces = any(each.policy_no not in ("", number) for each in match.holders)
    return match._replace(outcome="replaced" if replaces else "new")


def _contradictions(
    match: Match,
    said: Mapping[tuple[str, str], set[str]],
    bearers: Mapping[str, set[str]],
    terms: Terms,
) -> Iterator[Problem]:
    number = match.line.policy_no
    for each in match.holders:
        numbers = said[each.uid, each.person]
        if len(numbers) > 1:
            words = "、".join(sorted(numbers))
            yield problem("E815", "policy_no", name=each.name, numbers=words)
        if each.policy_no not in ("", number) and not terms.replace:
            known = each.policy_no
            yield problem("E816", "policy_no", name=each.name, known=known, no=number)
    if terms.by_household and len(bearers[number]) > 1:
        yield problem("E817", "policy_no", no=number, n=len(bearers[number]))
