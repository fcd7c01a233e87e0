"""Finding persons by whatever somebody remembers of them."""

import re
from typing import NamedTuple

from db.connection import Row, Value, select, select_row, select_value
from db.queries.words import characters
from jisheng_desktop.domain.enrollments import Hit
from jisheng_desktop.domain.masking import mask_id
from jisheng_desktop.domain.text import halfwidth

# A trigram index knows nothing of shorter fragments; those are looked for where
# people remember numbers: at the end.
SHORTEST_FRAGMENT = 3
# No telephone is as long as the shortest number that may be a policy's.
SHORTEST_POLICY = 12
# From here on a word counts as common, and is not the one to begin with.
COMMON = 3000

_WORDS = "SELECT rowid AS id FROM person_words WHERE person_words MATCH ?"
_DIGITS = "SELECT rowid AS id FROM person_digits WHERE person_digits MATCH ?"
_NUMBER = """
    SELECT id FROM person WHERE enrollment_id IN (
        WITH wanted (number) AS (SELECT ?)
        SELECT e.id FROM enrollment e JOIN wanted USING (number)
        UNION ALL SELECT e.id FROM enrollment e JOIN wanted w ON e.receipt_no = w.number
        UNION ALL SELECT e.id FROM wanted JOIN household h USING (number)
            JOIN enrollment e ON e.household_id = h.id)
"""

# Whose policy has this number: of one person, or of a whole household.
_POLICY = """
    SELECT p.id FROM policy y JOIN person p ON p.enrollment_id = y.enrollment_id
    WHERE y.number = ? AND p.insured = 1 AND y.person IN (p.id_no, p.name)
"""

_HITS = """
    SELECT e.id, e.uid, e.number, e.receipt_no, h.number, p.name, p.id_no,
        coalesce(v.name, e.village), e.state, e.policy_year
    FROM ({found} ORDER BY 1 DESC LIMIT ?) f
    JOIN person p ON p.id = f.id
    JOIN enrollment e ON e.id = p.enrollment_id
    JOIN household h ON h.id = e.household_id
    LEFT JOIN village v ON v.code = e.village
    ORDER BY p.id DESC
"""

_FULL_NUMBER = re.compile(r"[0-9A-Z]+-\d{4}-[HE]?\d{6,}-\d")


class Word(NamedTuple):
    """What one word asks for: the ids of all whom it fits, and whether it fits one."""

    ids: str
    fits: str
    value: Value
    plain: Value


class Search(NamedTuple):
    """The statement that gives the ids of all persons found, and its values."""

    sql: str
    values: tuple[Value, ...]


def find(text: str, limit: int) -> tuple[Hit, ...]:
    """Return the newest persons whom every word of the text fits."""
    search = _search(text)
    rows = select(_HITS.format(found=search.sql), *search.values, limit)
    return tuple(_hit(row) for row in rows)


def _hit(row: Row) -> Hit:
    *facts, id_no, village, state, year = row
    return Hit(*facts, mask_id(id_no), village, state, year)  # type: ignore[call-arg]


def count(text: str, limit: int) -> int:
    """Count the persons whom the text fits, up to a limit."""
    search = _search(text)
    sql = f"SELECT count(*) FROM ({search.sql} LIMIT ?)"
    total: int = select_value(sql, *search.values, limit)
    return total


def matching(text: str) -> list[int]:
    """Return the ids of all persons whom the text fits."""
    search = _search(text)
    return [number for (number,) in select(search.sql, *search.values)]


def _search(text: str) -> Search:
    """Begin with the rarest word, and let the others only look at whom it finds."""
    words = [_word(word) for word in text.split() if any(c.isalnum() for c in word)]
    if not words:
        return Search("SELECT id FROM person WHERE 0", ())
    if len(words) == 1:
        return Search(words[0].ids, (words[0].value,))
    first, *others = sorted(words, key=_frequency)
    tests = " AND ".join(word.fits for word in others)
    return Search(
        f"SELECT d.id FROM ({first.ids}) d JOIN person p ON p.id = d.id WHERE {tests}",
        (first.value, *(word.plain for word in others)),
    )


def _frequency(word: Word) -> int:
    """Count whom a word fits, as far as it matters."""
    count: int = select_value(
        f"SELECT count(*) FROM ({word.ids} LIMIT ?)", word.value, COMMON
    )
    return count


def _word(word: str) -> Word:
    plain = halfwidth(word).upper()
    if _FULL_NUMBER.fullmatch(plain):
        return Word(_NUMBER, f"p.id IN ({_NUMBER})", plain, plain)
    if len(plain) >= SHORTEST_POLICY and _is_policy(plain):
        return Word(_POLICY, f"p.id IN ({_POLICY})", plain, plain)
    if plain.isascii() and any(c.isdigit() for c in plain):
        return _number_word("".join(c for c in plain if c.isalnum()))
    phrase = characters("".join(c for c in word if c.isalnum()))
    if plain.isascii():
        both = "instr(p.characters || char(10) || p.initials, ?)"
        return Word(_WORDS, both, f'"{phrase}"', phrase)
    name = f'characters : "{phrase}"'
    return Word(_WORDS, "instr(p.characters, ?)", name, phrase)


def _is_policy(number: str) -> bool:
    return select_row("SELECT 1 FROM policy WHERE number = ?", number) is not None


def _number_word(fragment: str) -> Word:
    if len(fragment) < SHORTEST_FRAGMENT:
        tail = f"substr(p.id_no, -{len(fragment)}) = ?"
        return Word(f"SELECT p.id FROM person p WHERE {tail}", tail, fragment, fragment)
    return Word(_DIGITS, "instr(p.digits, ?)", f'"{fragment}"', fragment)
