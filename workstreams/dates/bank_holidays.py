"""Bank holidays of each nation as a set of days, for the rules that take `holidays` as an argument.

The days come from the `holidays` library, which carries the moved and added ones (8 May 2020, 3
June 2022, 8 May 2023). Not a rules module, because it reads a library's data, but it knows no
Django.
"""

from datetime import date
from functools import cache

from holidays import country_holidays

FIRST_YEAR = 2000
LAST_YEAR = 2069  # as far as a two-digit year can reach, see workstreams.when


@cache
def england(first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR) -> frozenset[date]:
    """Every bank holiday of England from `first_year` to `last_year`, both included.

    Holidays that fall on a weekend are in the set too, with the Monday or Tuesday that stands in
    for them.
    """
    return of_nation("ENG", first_year, last_year)


@cache
def of_nation(
    nation: str, first_year: int = FIRST_YEAR, last_year: int = LAST_YEAR
) -> frozenset[date]:
    """The same for "ENG" (England and Wales, which share theirs), "SCT" or "NIR"."""
    return frozenset(country_holidays("GB", subdiv=nation, years=range(first_year, last_year + 1)))
