"""Lists of seeds as alternatives of a `regex` expression: ``{level}`` in a pattern row stands for one."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import regex

from pipeline.errors import RowError
from pipeline.resources import resource
from pipeline.rows import read_rows

LISTS = {
    "department": "organizations/departments.jsonl",
    "party_office": "organizations/party_offices.jsonl",
    "work_committee": "organizations/work_committees.txt",
    "ministry": "organizations/ministries.jsonl",
    "state_bureau": "organizations/state_bureaus.jsonl",
    "democratic_party": "organizations/democratic_parties.txt",
    "known_body": "organizations/known_bodies.jsonl",
    "state_leader": "people/state_leaders.txt",
    "media_role": "positions/media_roles.txt",
    "title_head": "positions/title_heads.txt",
}
# Words of the levels of administration, where they are not the end of another word (城市, 社区, 城镇).
LEVEL = (
    "(?:省|(?<![城都超上股门楼夜菜书集本])市|(?<![特社地园灾牧片战校居疫辖])区|县|州|(?<![欧联同加结])盟|旗|(?<![城集街])镇"
    "|(?<![城下家故返])乡|自治区|自治州|自治县|街道)"
)
_PLACEHOLDER = regex.compile(r"\{([a-z_]+)\}")


@dataclass(frozen=True, slots=True)
class Forms:
    """A name with its short forms (blanks between): 工业和信息化 is 工信 for short; `kind` is the body's."""

    full: str
    short: str = ""
    kind: str = ""

    @property
    def all(self) -> tuple[str, ...]:
        """The full form and the short ones."""
        return (self.full, *self.short.split())


@cache
def read_forms(file_name: str) -> tuple[Forms, ...]:
    """Return the rows of a seed list of names with short forms; RowError where one is malformed."""
    return tuple(read_rows(resource(f"seeds/{file_name}"), Forms))


@cache
def full_forms(file_name: str) -> dict[str, str]:
    """Return the full form of each name, short or full, of such a list."""
    return {form: row.full for row in read_forms(file_name) for form in row.all}


@cache
def read_list(file_name: str) -> tuple[str, ...]:
    """Return the names of a seed list: the lines of a text, of rows with short forms all forms."""
    if file_name.endswith(".jsonl"):
        return tuple(form for row in read_forms(file_name) for form in row.all)
    return tuple(resource(f"seeds/{file_name}").read_text(encoding="utf-8").split())


def alternatives(words: tuple[str, ...]) -> str:
    """Return the words as a group of alternatives, the longest first (the first that fits wins)."""
    ordered = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(regex.escape(word) for word in ordered) + ")"


def expand(expression: str) -> str:
    """Return the expression with each ``{list}`` replaced by its words; RowError for an unknown list."""

    def fill(found: regex.Match[str]) -> str:
        name = found.group(1)
        if name == "level":
            return LEVEL
        if name not in LISTS:
            raise RowError(f"unknown list {{{name}}}", remedy=f"known: {', '.join(sorted(LISTS))}")
        return alternatives(read_list(LISTS[name]))

    return _PLACEHOLDER.sub(fill, expression)
