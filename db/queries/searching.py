"""Finding persons by whatever somebody remembers of them."""

import re
from typing import NamedTuple

from db.connection import Row, Value, select, select_value
from db.queries.words import characters
from jisheng_desktop.domain.enrollments import Hit
from jisheng_desktop.domain.masking import mask_id
from jisheng_desktop.domain.text import halfwidth

# A trigram index knows nothing of shorter fragments.
SHORTEST_FRAGMENT = 3
# A shorter fragment of digits is looked for where people remember numbers: at the end.
TAIL = "SELECT id FROM person WHERE id_no LIKE '%' || ?"

_WORDS = "SELECT rowid AS id FROM person_words WHERE person_words MATCH ?"
_DIGITS = "SELECT rowid AS id FROM person_digits WHERE person_digits MATCH ?"
_NUMBER = """
    SELECT id FROM person WHERE enrollment_id IN (
        SELECT id FROM enrollment WHERE number = ?1
        UNION ALL SELECT id FROM enrollment WHERE receipt_no = ?1
        UNION ALL SELECT e.id FROM enrollment e JOIN household h
            ON h.id = e.household_id WHERE h.number = ?1)
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

_FULL_NUMBER = re.compile(r"[0-9A-Za-z]+-\d{4}-[HE]?\d{6,}-\d")


class Query(NamedTuple):
    """The statement that gives the ids of persons whom one word fits, and its value."""

    sql: str
    value: Value


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
    queries = [_query(word) for word in text.split() if _is_searchable(word)]
    if not queries:
        return Search("SELECT id FROM person WHERE 0", ())
    return Search(
        " INTERSECT ".join(query.sql for query in queries),
        tuple(query.value for query in queries),
    )


def _is_searchable(word: str) -> bool:
    return any(c.isalnum() for c in word)


def _query(word: str) -> Query:
    plain = halfwidth(word)
    if _FULL_NUMBER.fullmatch(plain):
        return Query(_NUMBER, plain.upper())
    if plain.isascii() and any(c.isdigit() for c in plain):
        return _number_query("".join(c for c in plain if c.isalnum()))
    phrase = characters("".join(c for c in word if c.isalnum()))
    if plain.isascii() and plain.isalpha():
        return Query(_WORDS, f'"{phrase}"')
    return Query(_WORDS, f'characters : "{phrase}"')


def _number_query(fragment: str) -> Query:
    if len(fragment) < SHORTEST_FRAGMENT:
        return Query(TAIL, fragment)
    return Query(_DIGITS, f'"{fragment}"')
