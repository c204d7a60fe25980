"""Countries by name, demonym and capital: the table that names governments."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Country:
    """One row of the table."""

    qid: str
    iso2: str
    name: str
    aliases: tuple[str, ...]
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Countries:
    """Look-ups over the whole table; every key is matched as written."""

    rows: tuple[Country, ...]
    by_name: Mapping[str, Country]
    by_demonym: Mapping[str, Country]
    by_capital: Mapping[str, Country]

    def named(self, text: str) -> Country | None:
        """The country that this is the name of, an article left out."""
        return self.by_name.get(_bare(text))

    def adjective(self, text: str) -> Country | None:
        """The country that this adjective or people belongs to ("Syrian")."""
        return self.by_demonym.get(_bare(text))

    def seat(self, text: str) -> Country | None:
        """The country whose government sits in this place ("Moscow")."""
        return self.by_capital.get(_bare(text))

    def any(self, text: str) -> Country | None:
        """The country that this name, adjective or capital stands for."""
        return self.named(text) or self.adjective(text) or self.seat(text)

    def words(self) -> Iterator[str]:
        """Every key of the table."""
        for table in (self.by_name, self.by_demonym, self.by_capital):
            yield from table


def _bare(text: str) -> str:
    words = text.split()
    if words and words[0].lower() == "the":
        words = words[1:]
    return " ".join(words)


@cache
def load_countries() -> Countries:
    """The table that comes with the package."""
    path = resources.files("kg.link") / "data" / "countries.tsv"
    with path.open(encoding="utf-8") as lines:
        rows = tuple(_country(row) for row in csv.DictReader(lines, delimiter="\t"))
    by_name: dict[str, Country] = {}
    by_demonym: dict[str, Country] = {}
    by_capital: dict[str, Country] = {}
    for row in rows:
        by_name.setdefault(row.name, row)
    for row in rows:
        for alias in row.aliases:
            by_name.setdefault(alias, row)
        for demonym in row.demonyms:
            by_demonym.setdefault(demonym, row)
        for capital in row.capitals:
            by_capital.setdefault(capital, row)
    return Countries(rows, by_name, by_demonym, by_capital)


def _country(row: Mapping[str, str]) -> Country:
    def items(column: str) -> tuple[str, ...]:
        return tuple(part for part in row[column].split("|") if part)

    return Country(
        row["qid"], row["iso2"], row["name"], items("aliases"), items("demonyms"), items("capitals")
    )
