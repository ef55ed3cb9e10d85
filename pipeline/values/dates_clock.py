"""The time of day: 上午, 晚上9时, 14:30, 中午12时, as TIMEX3 writes it after the day."""

from __future__ import annotations

from collections.abc import Mapping

from pipeline.values.numerals import parse_numeral

# TIMEX3: MO morning, MI midday, AF afternoon, EV evening, NI night, DT daytime.
_PART_CODES = (
    ("凌晨清晨早晨早上上午黎明拂晓一早", "MO"),
    ("中午正午午间", "MI"),
    ("下午午后", "AF"),
    ("傍晚晚上晚间当晚今晚昨晚明晚", "EV"),
    ("深夜午夜夜间半夜夜里连夜", "NI"),
    ("白天", "DT"),
)
_LAST_CHARACTER_CODES = {"早": "MO", "晨": "MO", "晚": "EV", "夜": "NI"}
_AFTERNOON_CODES = ("AF", "EV", "NI")
_NOON = 12
_MIDDAY_ENDS = 3  # 中午1时 is 13:00, 中午11时 is 11:00
_NIGHT_ENDS = 6  # 夜里2时 stays 02:00


def clock(groups: Mapping[str, str | None]) -> str:
    """Return T14:00, TMO and the like from the groups `h`, `min`, `past` (半), `part` or `rd` (今晚).

    The result is empty where no time of day is named.
    """
    code = part_code(groups.get("part") or groups.get("rd") or "")
    hour_text = groups.get("h")
    if hour_text is None:
        return f"T{code}" if code else ""
    minute = 30 if groups.get("past") else parse_numeral(groups.get("min") or "0")
    return f"T{full_hour(int(parse_numeral(hour_text)), code):02d}:{minute:02d}"


def part_code(word: str) -> str:
    """Return the TIMEX3 code of a part of the day, empty for a word that names none (今天)."""
    for words, code in _PART_CODES:
        if word and word in words:
            return code
    return _LAST_CHARACTER_CODES.get(word[-1:], "")


def full_hour(hour: int, code: str) -> int:
    """Return the hour on the clock of 24 hours: 下午3时 is 15, 晚12时 is 24, 凌晨12时 is 0."""
    if hour == _NOON:
        return {"EV": 24, "NI": 24, "MO": 0}.get(code, hour)
    if hour > _NOON or (code == "NI" and hour < _NIGHT_ENDS):
        return hour
    if code in _AFTERNOON_CODES or (code == "MI" and hour <= _MIDDAY_ENDS):
        return hour + _NOON
    return hour
