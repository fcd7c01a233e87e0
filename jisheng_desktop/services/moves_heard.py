"""What a station does when the district moves a household to it, or away from it.

Runs inside the transaction of the use case that calls it.
"""

from collections.abc import Iterable, Sequence

from db.queries import moves, received
from jisheng_desktop.domain.answers import OwnerNotice, read_answer
from jisheng_desktop.domain.bundle_reading import Link
from jisheng_desktop.domain.entries import (
    EnrollmentEntry,
    HouseholdEntry,
    VoidEntry,
)
from jisheng_desktop.domain.journal import Entry
from jisheng_desktop.services.applying import apply
from jisheng_desktop.services.hearing import last_word


def heed_moves(
    said: Sequence[Link], station: str, touched: Iterable[str]
) -> frozenset[str]:
    """Take over what is ours now, let go of what is not; return the records taken over,
    with all that compete with them.

    `touched` are records that another computer of the station has written: what has
    gone stays gone, although that one had not heard of it.
    """
    notices = {**_notices_on(touched), **_last_notices(said)}
    for notice in notices.values():
        moves.set_owner(notice.household, notice.owner)
    ours = [
        link
        for link in said
        if (household := _household(link)) is not None
        and (household not in notices or notices[household].owner == station)
    ]
    judged = apply(ours, station).judged
    for notice in notices.values():
        if notice.owner != station:
            _let_go(notice)
    taken_over = (k.place.id for k in ours if k.place.kind != "HOUSEHOLD")
    return judged.union(taken_over)


def _last_notices(said: Sequence[Link]) -> dict[str, OwnerNotice]:
    found: dict[str, OwnerNotice] = {}
    for link in said:
        answer = read_answer(link.entry) if isinstance(link.entry, Entry) else None
        if isinstance(answer, OwnerNotice):
            found[answer.household] = answer
    return found


def _notices_on(records: Iterable[str]) -> dict[str, OwnerNotice]:
    known = received.records(records).values()
    homes = {each.enrollment.household_uid for each in known}
    words = {home: last_word("OWNER", home) for home in homes}
    return {h: word for h, word in words.items() if isinstance(word, OwnerNotice)}


def _household(link: Link) -> str | None:
    match link.entry:
        case HouseholdEntry():
            return link.entry.id
        case EnrollmentEntry() | VoidEntry():
            return link.entry.data.household
        case _:
            return None


def _let_go(notice: OwnerNotice) -> None:
    """It stays to be seen, and counts where it has gone."""
    words = (
        f"已于{notice.moved_at[:10]}移交“{notice.owner_name}”（{notice.owner}）："
        f"{notice.reason}。要更正请联系对方"
    )
    for uid in moves.enrollments_of(notice.household):
        if received.records([uid])[uid].enrollment.state != "VOID":
            received.set_state(uid, "MOVED", words, live=False)
