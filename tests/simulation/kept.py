"""Histories that are kept: each of them failed once, in this smallest form."""

from tests.simulation.histories import Step

FAILED_ONCE = {
    "a clone whose twin is silent is heard": (
        ("clones", 2, 0),
        ("enrolls", 6, 0),
    ),
    "two computers of a station enrol one family": (
        ("clones", 3, 0),
        ("enrolls_known", 3, 0),
        ("enrolls_known", 7, 0),
        ("enrolls", 7, 0),
    ),
    "three computers from one disk": (
        ("clones", 0, 0),
        ("clones", 0, 0),
        ("clones", 0, 0),
        ("crashes", 0, 0),
    ),
    "a clone corrects what the other never saw": (
        ("enrolls", 2, 0),
        ("clones", 2, 0),
        ("corrects", 2, 0),
        ("corrects", 6, 0),
    ),
    "a file brings back what its writer has lost": (
        ("enrolls", 0, 0),
        ("backs_up", 0, 0),
        ("corrects", 0, 0),
        ("exports", 0, 0),
        ("restores_disk", 0, 0),
        ("delivers", 0, 0),
    ),
    "a correction lets go of a person whom a known record takes up": (
        ("enrolls_known", 2, 25),
        ("clones", 6, 25),
        ("corrects", 6, 33),
        ("is_killed", 2, 25),
        ("enrolls_known", 0, 25),
        ("exchanges", 10, 5),
    ),
    "a restored district says nothing before its answers are back": (
        ("district_backs_up", 1, 38),
        ("enrolls_known", 11, 18),
        ("is_stolen", 4, 34),
        ("exchanges", 3, 34),
        ("corrects", 15, 34),
        ("district_restores", 11, 38),
    ),
    "what another computer writes unsettles nothing that was answered": (
        ("clones", 7, 12),
        ("enrolls_known", 7, 12),
        ("clones", 7, 12),
        ("enrolls", 3, 62),
        ("enrolls_known", 3, 39),
    ),
    "one computer knows the lost answers, the other reports last": (
        ("clones", 8, 47),
        ("district_backs_up", 8, 4),
        ("enrolls_known", 4, 23),
        ("exchanges", 12, 4),
        ("district_restores", 9, 47),
        ("crashes", 0, 4),
        ("exports", 0, 23),
        ("delivers", 0, 47),
    ),
    "a restored district speaks on before the lost answers come back": (
        ("clones", 1, 0),
        ("district_backs_up", 0, 0),
        ("enrolls", 1, 0),
        ("exchanges", 1, 0),
        ("district_restores_disk", 0, 0),
        ("enrolls", 5, 0),
        ("exchanges", 5, 0),
    ),
    "who had a household corrects it before it hears of the move": (
        ("enrolls_known", 8, 50),
        ("exchanges", 8, 50),
        ("corrects", 4, 58),
        ("moves", 9, 58),
    ),
    "of two computers one has missed the new keys": (
        ("clones", 15, 44),
        ("changes_keys", 6, 44),
        ("exchanges", 7, 44),
    ),
    "a household moves, is corrected there, and the district forgets it all": (
        ("enrolls", 1, 0),
        ("exchanges", 1, 0),
        ("district_backs_up", 0, 0),
        ("moves", 2, 0),
        ("insures", 0, 0),
        ("exchanges", 2, 0),
        ("corrects", 2, 0),
        ("exchanges", 2, 0),
        ("exchanges", 1, 0),
        ("district_restores", 0, 0),
    ),
    "a district forgets the kit of a computer that reports": (
        ("enrolls", 3, 0),
        ("exchanges", 3, 0),
        ("district_backs_up", 0, 0),
        ("is_replaced", 3, 0),
        ("enrolls", 3, 0),
        ("exchanges", 3, 0),
        ("district_restores", 0, 0),
    ),
    "new keys while a station is silent": (
        ("enrolls", 1, 0),
        ("exports", 1, 0),
        ("changes_keys", 0, 0),
        ("changes_keys", 0, 0),
        ("delivers", 0, 0),
    ),
    "policies of a household that moves": (
        ("enrolls", 1, 0),
        ("exchanges", 1, 0),
        ("insures", 0, 0),
        ("moves", 2, 0),
        ("exchanges", 2, 0),
        ("insures", 0, 0),
    ),
    "a household moves and is insured, told in one answer": (
        ("enrolls_known", 2, 40),
        ("exchanges", 6, 13),
        ("moves", 8, 40),
        ("exports", 8, 40),
        ("insures", 1, 56),
    ),
}


def steps(history: tuple[tuple[str, int, int], ...]) -> tuple[Step, ...]:
    """Return a kept history as it is lived."""
    return tuple(Step(*each) for each in history)
