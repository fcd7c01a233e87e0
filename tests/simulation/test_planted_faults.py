"""The histories can fail: each of these faults, planted in the protocol, is caught."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import pytest

from db.connection import database
from db.queries import households, journal, moves, parcels, station_keys, streams
from db.queries.journal import Head
from db.queries.streams import Stream
from jisheng_desktop.domain.bundle_reading import Link, Range
from jisheng_desktop.domain.journal import Entry
from jisheng_desktop.domain.refusals import WRONG_SUMS, Refusal
from jisheng_desktop.domain.standing import Standing
from jisheng_desktop.services import (
    anchors,
    answering,
    answers_taken,
    applying,
    bundles_taken,
    echoes,
    folding,
    handing_back,
    moves_heard,
    policy_answers,
    ranges,
    resuming,
    ruling,
    speaking,
    succession,
    taking_in,
)
from jisheng_desktop.services.ranges import Sorted
from jisheng_desktop.services.ruling import Tally
from tests.simulation.histories import thrown, why_it_fails
from tests.simulation.kept import FAILED_ONCE, steps

# Each is caught by its own; the rest is room for histories that change.
HISTORIES = 300

Plant = Callable[[pytest.MonkeyPatch], None]
FAULTS: list[tuple[Plant, int | str]] = []


def fault(history: int | str) -> Callable[[Plant], Plant]:
    """List a fault, and the history by which it was caught first: the seed of one, or
    the name of one that is kept.
    """

    def listed(plant: Plant) -> Plant:
        FAULTS.append((plant, history))
        return plant

    return listed


@fault(11)
def no_anchor(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(anchors, "is_continued", lambda *_: True)


@fault(0)
def an_anchor_one_behind_is_taken_for_a_copy(patch: pytest.MonkeyPatch) -> None:
    def exactly(head: Head, library: Path) -> bool:
        kept = anchors._file(head)
        return not kept.exists() or head.hash.hex() in kept.read_text("utf-8")

    patch.setattr(anchors, "is_continued", exactly)


@fault(3)
def a_watermark_that_never_moves_back(patch: pytest.MonkeyPatch) -> None:
    move = streams.acknowledge

    def only_on(stream: Stream, n: int) -> None:
        move(stream, max(n, stream.acknowledged))

    patch.setattr(streams, "acknowledge", only_on)


@fault(1)
def sent_is_received(patch: pytest.MonkeyPatch) -> None:
    mark = households.mark_exported

    def forget(records: tuple[str, ...]) -> None:
        mark(records)
        for stream in streams.own():
            streams.acknowledge(stream, streams.head(stream).n)

    patch.setattr(households, "mark_exported", forget)
    patch.setattr(answers_taken, "move_watermarks", lambda *_: None)


@fault("a clone corrects what the other never saw")
def last_writer_wins(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(folding, "_unsettled", lambda _: None)


@fault(6)
def the_first_revision_wins(patch: pytest.MonkeyPatch) -> None:
    def without(links: Sequence[Link], known: Iterable[str]) -> object:
        found = folding.latest(links, known)
        return {uid: each for uid, each in found.items() if uid not in set(known)}

    patch.setattr(applying, "latest", without)


@fault(12)
def voids_are_lost(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(applying, "_store_void", lambda *_: None)


@fault(23)
def everybody_stands(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(
        ruling, "settle", lambda claims: {c.uid: Standing("ACCEPTED") for c in claims}
    )


@fault(1)
def verdicts_are_not_heard(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(answers_taken, "hear", lambda *_: 0)


@fault(23)
def a_refused_record_holds_back_its_bundle(patch: pytest.MonkeyPatch) -> None:
    def all_or_none(*given: object) -> Tally:
        tally = applying.apply(*given)  # type: ignore[arg-type]
        if tally.returned:
            raise Refusal(WRONG_SUMS, "有一户被退回，整包不收")
        return tally

    patch.setattr(taking_in, "apply", all_or_none)


@fault(6)
def what_is_known_is_taken_in_again(patch: pytest.MonkeyPatch) -> None:
    def everything(found: Iterable[Range]) -> Sorted:
        result = ranges.sort_ranges(found)
        return result._replace(fresh=tuple((r, r.links) for r, _ in result.fresh))

    patch.setattr(taking_in, "sort_ranges", everything)
    patch.setattr(parcels, "arrival", lambda _: None)


@fault(3)
def a_gap_is_overlooked(patch: pytest.MonkeyPatch) -> None:
    def closed_up(found: Iterable[Range]) -> Sorted:
        fresh, forked, beyond = ranges.sort_ranges(found)
        return Sorted((*fresh, *((r, r.links) for r in beyond)), forked, ())

    patch.setattr(taking_in, "sort_ranges", closed_up)


@fault(61)
def a_fork_is_overlooked(patch: pytest.MonkeyPatch) -> None:
    def blind(found: Iterable[Range]) -> Sorted:
        return ranges.sort_ranges(found)._replace(forked=())

    patch.setattr(taking_in, "sort_ranges", blind)
    patch.setattr(echoes, "sort_ranges", blind)


@fault(61)
def hashes_are_not_compared(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(ranges, "_agrees", lambda *_: True)


@fault(25)
def what_a_clone_wrote_is_dropped(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(journal, "write_again", _only_what_is_new(journal.write_again))


def _only_what_is_new(write: Callable[..., None]) -> Callable[..., None]:
    def kept(entry: Entry, *, to: Head) -> None:
        if entry.n == 0:
            write(entry, to=to)

    return kept


@fault(17)
def only_the_last_computer_that_reported_is_answered(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(parcels, "is_unanswered", lambda _: False)


@fault("a correction lets go of a person whom a known record takes up")
def a_correction_keeps_its_persons_until_it_is_stored(
    patch: pytest.MonkeyPatch,
) -> None:
    patch.setattr(ruling, "_let_go", lambda _: None)


@fault("a restored district says nothing before its answers are back")
def a_restored_district_speaks_at_once(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(speaking, "waits_for_answers", lambda _: False)
    patch.setattr(handing_back, "_is_held", lambda _: True)
    patch.setattr(handing_back, "begin_answers", lambda _: None)


@fault(69)
def a_killed_process_leaves_half_its_work(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(type(database), "_roll_back", lambda self: self.commit())


@fault("what another computer writes unsettles nothing that was answered")
def only_what_came_is_heard_anew(patch: pytest.MonkeyPatch) -> None:
    def alone(*given: object) -> Tally:
        return applying.apply(*given)._replace(judged=frozenset())  # type: ignore[arg-type]

    patch.setattr(echoes, "apply", alone)


@fault("a restored district speaks on before the lost answers come back")
def two_stories_of_an_answer_stream_go_on(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(handing_back, "begin_answers", lambda _: None)


MOVED_AND_FORGOTTEN = (
    "a household moves, is corrected there, and the district forgets it all"
)
MOVED_AND_INSURED = "policies of a household that moves"
SILENT_WHILE_KEYS_CHANGE = "new keys while a station is silent"
FORGOTTEN_KIT = "a district forgets the kit of a computer that reports"


@fault(MOVED_AND_INSURED)
def the_new_owner_is_told_nothing(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(answers_taken, "heed_moves", lambda *_: frozenset())


@fault(MOVED_AND_INSURED)
def who_had_a_household_keeps_it(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(moves_heard, "_last_notices", lambda _: {})


@fault("who had a household corrects it before it hears of the move")
def what_the_earlier_owner_wrote_is_dropped(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(moves, "away_from", lambda _: {})


@fault(MOVED_AND_FORGOTTEN)
def lost_moves_stay_lost(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(resuming, "_resume_owner", lambda _: None)


@fault(MOVED_AND_INSURED)
def policies_are_not_heard(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(policy_answers, "heed", lambda *_: None)


@fault(SILENT_WHILE_KEYS_CHANGE)
def new_keys_speak_at_once(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(answering, "speaker_for", lambda _, keys: keys)


@fault("of two computers one has missed the new keys")
def the_last_that_reported_is_spoken_to(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(succession, "_age", lambda _: 0)


@fault(FORGOTTEN_KIT)
def certificates_are_not_read(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(bundles_taken, "recognise", lambda *_: None)


@fault(FORGOTTEN_KIT)
def a_replaced_computer_is_not_withdrawn(patch: pytest.MonkeyPatch) -> None:
    patch.setattr(station_keys, "withdraw", lambda *_: 0)


def caught(country: Path, history: int | str) -> Iterator[str]:
    """Yield in what ways histories fail: the first, then those of some seeds."""
    if isinstance(history, str):
        yield why_it_fails(country, steps(FAILED_ONCE[history])) or ""
        return
    for seed in (history, *range(HISTORIES)):
        yield why_it_fails(country, thrown(seed), seed) or ""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("plant", "history"), FAULTS, ids=[plant.__name__ for plant, _ in FAULTS]
)
def test_a_planted_fault_is_caught(
    country: Path, plant: Plant, history: int | str, monkeypatch: pytest.MonkeyPatch
) -> None:
    plant(monkeypatch)
    assert any(caught(country, history))
