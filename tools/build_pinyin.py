"""Rebuild resources/data/pinyin.tsv from pypinyin (a development dependency).

    python tools/build_pinyin.py

Lines that begin with a character give the first initial of that character and of those
after it in Unicode, a hyphen where there is none. Lines that begin with several letters
list the characters that have further initials, the most used first: a second initial
counts only where living words use it.
Surnames with a reading of their own stand in surnames.tsv, which is kept by hand.
"""

import sys
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from pypinyin.constants import PHRASES_DICT, PINYIN_DICT

OUT = Path(__file__).parent.parent / "resources" / "data" / "pinyin.tsv"
LIVING_SHARE = 0.03  # of all words with the character
FEW_WORDS = 20  # below that, one word is evidence enough
MISSING = {"𠮷": "j"}  # a variant of 吉

LONGEST_GAP = 16

Evidence = Counter[tuple[str, str]]


def main() -> None:
    """Write the table anew."""
    OUT.write_text(rebuilt(), encoding="utf-8", newline="\n")
    print(f"{OUT.stat().st_size} bytes")


def rebuilt() -> str:
    """Return the runs of first initials, then the characters with several."""
    evidence = words_by_initial()
    table = {code: initials(code, evidence) for code in PINYIN_DICT}
    table |= {ord(char): letters for char, letters in MISSING.items()}
    return "".join((*runs(table), *polyphones(table)))


def runs(table: dict[int, str]) -> Iterator[str]:
    """Give one line for each stretch of characters without a long gap."""
    codes = sorted(table)
    start = codes[0]
    for code, following in pairwise([*codes, sys.maxsize]):
        if following - code > LONGEST_GAP:
            letters = (table.get(each, "-")[0] for each in range(start, code + 1))
            yield f"{chr(start)}\t{''.join(letters)}\n"
            start = following


def polyphones(table: dict[int, str]) -> Iterator[str]:
    """Give one line for each set of several initials."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for code, letters in sorted(table.items()):
        if len(letters) > 1:
            groups[letters].append(chr(code))
    return (
        f"{letters}\t{''.join(chars)}\n" for letters, chars in sorted(groups.items())
    )


def words_by_initial() -> Evidence:
    """Count in how many words a character is read with an initial."""
    evidence: Evidence = Counter()
    for word, readings in PHRASES_DICT.items():
        for char, (reading, *_) in zip(word, readings, strict=False):
            evidence[char, letter(reading)] += 1
    return evidence


def initials(code: int, evidence: Evidence) -> str:
    """Return the living initials of a character, the most used first."""
    char = chr(code)
    listed = list(dict.fromkeys(map(letter, PINYIN_DICT[code].split(","))))
    words = {each: evidence[char, each] for each in listed}
    total = sum(words.values())
    if not total:
        return "".join(listed[:2])
    least = 1 if total < FEW_WORDS else max(2, LIVING_SHARE * total)
    living = [each for each in listed if words[each] >= least]
    return "".join(sorted(living, key=lambda each: -words[each]))


def letter(reading: str) -> str:
    """Return the first letter of a syllable without its tone mark."""
    return unicodedata.normalize("NFD", reading)[0]


if __name__ == "__main__":
    main()
