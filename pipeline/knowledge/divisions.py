"""Divisions by their codes: what a place name may stand for, and which of several the context means.

A name may be that of several divisions (朝阳区 in 北京 and 长春, 吉林 the province and the city). All are
kept; the code of the page's place decides, and where it does not, nothing is guessed. Codes are those of
GB/T 2260: two digits for a province, four for a city, six for a county.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import Literal, NamedTuple

import regex

from pipeline.knowledge.places import LONGEST, load_gazetteer, short_name

AdministrativeLevel = Literal["国家", "省", "市", "县", "乡"]

LEVEL_OF_CODE: Mapping[int, AdministrativeLevel] = {2: "省", 4: "市", 6: "县"}
# What a division's name ends in, where no code tells its level.
LEVEL_OF_WORD: Mapping[str, AdministrativeLevel] = {
    **dict.fromkeys(("自治区", "省"), "省"),
    **dict.fromkeys(("自治州", "地区", "市", "州", "盟", "地"), "市"),
    **dict.fromkeys(("自治县", "自治旗", "县", "区", "旗"), "县"),
    **dict.fromkeys(("街道", "苏木", "镇", "乡"), "乡"),
}
_WORDS = sorted(LEVEL_OF_WORD, key=len, reverse=True)
_UNLISTED = regex.compile(
    r"(?!高新|经开|开发|保税|综保|度假|示范|自贸|[工产]业|园区|景区|新区|自治|[省市县区州盟旗镇乡])"
    r"[\p{Han}]{2,6}?(?:自治区|自治州|自治县|自治旗|省|(?<![强城])市|(?<!强)县|(?<![军分社园城小特片校])区|州|盟|旗"
    r"|(?<![强城])镇|(?<!城)乡|街道|苏木)(?!长|场)"
)
# Named after Sun Yat-sen, wherever they are: 中山大学, 中山医院.
_NO_SHORT_FORM = frozenset(("中山",))
# Behind a level word these make another word of it: 区块, 县域 … and 乡村振兴局.
_NO_DIVISION_BEHIND = ("块", "域", "村", "场", "级")


class NamedPlace(NamedTuple):
    """A division that a name begins with: its full name, its code where one is known, where it ends."""

    name: str
    code: str | None
    end: int


@cache
def _codes() -> dict[str, tuple[str, ...]]:
    """Return for each form of a division's name the codes that it may stand for."""
    codes: dict[str, tuple[str, ...]] = {}
    for code, name in load_gazetteer().full.items():
        for form in forms_of(name):
            codes[form] = (*codes.get(form, ()), code)
    return codes


def forms_of(name: str) -> frozenset[str]:
    """Return how a division is written: in full, without its kind, with its kind in one character.

    >>> sorted(forms_of("怒江傈僳族自治州"))
    ['怒江', '怒江傈僳族自治州', '怒江州']
    """
    short = short_name(name)
    return frozenset((name, short)) if short == name else frozenset((name, short, short + name[-1]))


def division_codes(form: str) -> tuple[str, ...]:
    """Return the codes of all divisions that are so called, full or for short; () for none.

    >>> division_codes("淄博"), division_codes("吉林")
    (('3703',), ('22', '2202'))
    """
    return _codes().get(form, ())


@lru_cache(maxsize=4096)
def choose_code(form: str, context: str | None = None) -> str | None:
    """Return the code that a name means on a page of the place `context` (a code), None where that is open.

    The nearest to the page's place is meant; of equally near ones the higher (吉林: the province).
    """
    return nearest_code(division_codes(form), context)


def nearest_code(codes: Sequence[str], context: str | None) -> str | None:
    """Return the code nearest to the context, the higher of equals; None for several of one level."""
    if len(codes) < 2:
        return codes[0] if codes else None
    ranked = sorted(codes, key=lambda code: (-_shared(code, context), len(code)))
    first, second = ranked[:2]
    tie = _shared(first, context) == _shared(second, context) and len(first) == len(second)
    return None if tie else first


def _shared(code: str, context: str | None) -> int:
    """Return how many digits of a code the context shares, in whole levels."""
    if context is None:
        return 0
    return max((size for size in (2, 4, 6) if len(code) >= size and code[:size] == context[:size]), default=0)


def division_name(code: str) -> str | None:
    """Return the full name of a division, or None for a code that no list holds."""
    return load_gazetteer().full.get(code)


def level_of(place: str, code: str | None) -> AdministrativeLevel | None:
    """Return the level of a place: its code's, else that of its last word; None where neither tells."""
    if code is not None:
        return LEVEL_OF_CODE.get(len(code))
    return next((LEVEL_OF_WORD[word] for word in _WORDS if place.endswith(word)), None)


def leading_place(name: str, context: str | None) -> NamedPlace | None:
    """Return the last of the divisions that a body's name begins with (山东省淄博市|水利局), or None.

    Also one that no list holds, where a level word shows it to be one (云川市|水利局).
    """
    place: NamedPlace | None = None
    while (found := _one_place(name, place.end if place else 0, _code_of(place, context))) is not None:
        place = found
    return place


def _code_of(place: NamedPlace | None, context: str | None) -> str | None:
    return context if place is None or place.code is None else place.code


@cache
def _codes_in_names() -> dict[str, tuple[str, ...]]:
    """Return the forms that names begin with: counties only with their kind (公安局 is not 公安县's)."""
    full = load_gazetteer().full
    return {
        form: kept
        for form, codes in _codes().items()
        if form not in _NO_SHORT_FORM
        and (kept := tuple(code for code in codes if len(code) < 6 or form[-1] == full[code][-1]))
    }


def _one_place(name: str, start: int, context: str | None) -> NamedPlace | None:
    codes = _codes_in_names()
    for end in range(min(len(name) - 1, start + LONGEST), start + 1, -1):
        form = name[start:end]
        if form in codes:
            code = nearest_code(codes[form], context)
            return NamedPlace(form if code is None else load_gazetteer().full[code], code, end)
    unlisted = _UNLISTED.match(name, start)
    if unlisted is None or name.startswith(_NO_DIVISION_BEHIND, unlisted.end()):
        return None
    return NamedPlace(unlisted.group(), None, unlisted.end())
