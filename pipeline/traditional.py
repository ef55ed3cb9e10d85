"""Traditional characters: read as simplified ones, character for character, and written as they stand.

OpenCC's t2s turns a text into simplified characters; the copy has a character for each of the text, so that
offsets in it are offsets in the text.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from pipeline.readers.extras import imported

# The most frequent characters that only traditional texts have: a sixth of such a text. In twelve million
# characters of simplified news and reports none of them stands once in ten thousand.
SIGNS = frozenset(
    "萬長億業個產區資總項記會農戶書級學達實報員爲為開黨國發點計畝標經鎮時辦進別設醫縣電來務規場預現議費組過貧動線額聞車濟"
    "問體說數運約兩機團鄉蓋關職專頭調減東條圖噸穩爭養題財羣轉臺簽劃續擴營準訊幹單舊網術強編屆爾寧顧積號診參還間審雙門"
    "氣連堅話與銀對從糧熱處臨導遊衆眾嶼應餘雲結選將張脫織擬歷裝質療監們這後"
)
# Of all characters; simplified texts quote a name or a heading at most.
MIN_SHARE = 0.05
HAN = range(0x3400, 0xA000)


def is_traditional(text: str) -> bool:
    """Return whether a text is written in traditional characters."""
    if SIGNS.isdisjoint(text):
        return False
    return sum(char in SIGNS for char in text) >= MIN_SHARE * len(text)


def simplified(text: str) -> str:
    """Return a text in simplified characters, each where it stands in `text`; a simplified text as it is.

    Raises SourceError for a traditional text where OpenCC is not installed.
    """
    if not is_traditional(text):
        return text
    converter, single = _converter()
    converted: str = converter.convert(text)
    # OpenCC knows phrases (乾隆 stays, 乾淨 becomes 干净); none may move the characters behind it.
    if len(converted) == len(text) and all(
        new == old or old in single for old, new in zip(text, converted, strict=True)
    ):
        return converted
    return "".join(single.get(char, char) for char in text)


@cache
def _converter() -> tuple[Any, dict[str, str]]:
    """Return OpenCC's converter, and the traditional characters with what it makes of each by itself."""
    converter = imported("opencc", need="a text in traditional characters").OpenCC("t2s")
    chars = [chr(code) for code in HAN]
    singles = zip(chars, converter.convert("\n".join(chars)).split("\n"), strict=True)
    return converter, {old: new for old, new in singles if new != old and len(new) == 1}
