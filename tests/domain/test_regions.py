import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jisheng_desktop.domain.regions import is_known, region_name, years
from resources import resource
from tests.domain.strategies import anything

TABLE = resource("data", "regions.tsv").read_text(encoding="utf-8").splitlines()
COUNTIES = [line[:6] for line in TABLE if line[6] == "\t"]


@pytest.mark.parametrize(
    "code",
    [
        "530402",
        "532401",  # 玉溪市 until 1996
        "532421",  # 玉溪县 until 1982
        "610121",  # 长安县
        "610123",
        "610125",
        "610126",
        "610117",
        "610118",
        "530481",
        "659012",
        "441900",  # 东莞 has no counties
        "110103",
        "500181",
    ],
)
def test_codes_of_any_year_are_known(code: str) -> None:
    assert is_known(code)


@pytest.mark.parametrize(
    "code", ["199999", "530000", "530400", "53", "5304", "", "53040", "5304021", "x"]
)
def test_what_is_no_county_is_unknown(code: str) -> None:
    assert not is_known(code)


@pytest.mark.parametrize(
    ("prefix", "name"),
    [
        ("61", "陕西省"),
        ("610000", "陕西省"),
        ("6101", "西安市"),
        ("610100", "西安市"),
        ("610103", "碑林区"),
        ("5304", "玉溪市"),
        ("530402", "红塔区"),
        ("532421", "玉溪县"),
        ("1101", "北京市"),
        ("441900", "东莞市"),
        ("9999", "9999"),
        ("", ""),
    ],
)
def test_names(prefix: str, name: str) -> None:
    assert region_name(prefix) == name


@pytest.mark.parametrize(
    ("code", "span"),
    [
        ("532401", (1983, 1996)),
        ("532421", (1980, 1982)),
        ("530402", (1997, None)),
        ("610125", (1983, 2015)),
        ("659012", (2023, None)),
        ("199999", None),
    ],
)
def test_years(code: str, span: tuple[int, int | None] | None) -> None:
    assert years(code) == span


def test_the_table_is_well_formed_and_sorted() -> None:
    line = re.compile(r"([1-8]\d(?:\d\d){0,2})\t(\d{4})\t(\d{4})?\t\S+")
    matches = [line.fullmatch(each) for each in TABLE]
    codes = [match[1] for match in matches if match]
    assert len(codes) == len(TABLE) > 7000
    assert codes == sorted(set(codes))


def test_no_code_ends_before_it_begins() -> None:
    for line in TABLE:
        first, last = years(line.split("\t")[0]) or (0, 0)
        assert 1980 <= first <= (last or 2030)


@given(anything | st.sampled_from(COUNTIES))
def test_counties_and_nothing_else_are_known(code: str) -> None:
    assert is_known(code) == (code in COUNTIES)


@given(anything)
def test_no_text_breaks_the_lookup(code: str) -> None:
    assert (region_name(code) == code) == (years(code) is None)
