"""Splits: nothing that is alike is apart, and more data moves no old text."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.errors import UsageError
from pipeline.export.fingerprints import BANDS, Fingerprint, fingerprint
from pipeline.export.leakage import find_components
from pipeline.export.splits import (
    DROPPED,
    UNDATED,
    Plan,
    Text,
    date_borders,
    parse_method,
    parse_shares,
    place,
)

CHARACTERS = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 3000))
DAYS = [f"2024-{month:02}-01" for month in range(1, 13)]


def sentence(seed: int, length: int = 300) -> str:
    return "".join(random.Random(seed).choices(CHARACTERS, k=length))


def changed(text: str, share: float, seed: int = 0) -> str:
    """The text with another end: the share of it that is another."""
    kept = round(len(text) * (1 - share))
    return text[:kept] + sentence(seed + 10_000, len(text) - kept)


def jaccard(a: str, b: str) -> float:
    grams = [{text[n : n + 5] for n in range(len(text) - 4)} for text in (a, b)]
    return len(grams[0] & grams[1]) / len(grams[0] | grams[1])


def alike(a: Fingerprint | Text, b: Fingerprint | Text) -> bool:
    return any(a.bands[n : n + 8] == b.bands[n : n + 8] for n in range(0, 8 * BANDS, 8))


def test_blanks_and_line_breaks_do_not_change_a_fingerprint() -> None:
    assert fingerprint("今年 新建\n项目300个。") == fingerprint("今年新建项目300个。")


def test_texts_that_are_alike_have_a_band_in_common() -> None:
    found = {}
    for share, least, most in ((0.1, 0.99, 1.0), (0.5, 0.0, 0.5), (0.9, 0.0, 0.0)):
        pairs = [(sentence(seed), changed(sentence(seed), share, seed)) for seed in range(60)]
        hits = sum(alike(fingerprint(a), fingerprint(b)) for a, b in pairs) / len(pairs)
        found[share] = (hits, jaccard(*pairs[0]))
        assert least <= hits <= most, found
    assert found[0.1][1] > 0.8


@pytest.mark.parametrize("text", ["", "好", "好好好好好", "好好好好"])
def test_short_texts_have_fingerprints_too(text: str) -> None:
    assert len(fingerprint(text).bands) == 8 * BANDS


# Texts of a few families, so that some are alike, some link two families, and most stand alone.
@st.composite
def corpora(draw: st.DrawFn, most: int = 30) -> list[Text]:
    texts = []
    for _ in range(draw(st.integers(1, most))):
        first, second = draw(st.integers(0, 6)), draw(st.integers(0, 6))
        kept = draw(st.sampled_from((0, 20, 150, 280, 300)))
        body = sentence(first)[:kept] + sentence(second)[kept:]
        found = fingerprint(body + draw(st.sampled_from(("", "完", "续"))))
        day = draw(st.sampled_from([None, *DAYS]))
        texts.append(Text(found.text, str(found.key), day, found.bands))
    return ordered(texts)


def ordered(texts: Sequence[Text]) -> list[Text]:
    unique = {text.text: text for text in texts}.values()
    return sorted(unique, key=lambda text: (text.published is None, text.published or "", text.text))


PLANS = st.builds(
    Plan, st.just((50.0, 25.0, 25.0)), st.integers(0, 5), st.sampled_from(("text", "place"))
) | st.just(Plan((50.0, 25.0, 25.0), 0, "date", ("2024-05-01", "2024-09-01")))


@given(corpora(), PLANS)
@settings(max_examples=60)
def test_no_two_texts_that_are_alike_stand_in_two_splits(texts: list[Text], plan: Plan) -> None:
    placed = [(text, split) for text, split in zip(texts, place(texts, plan), strict=True) if split >= 0]
    for (a, split_a), (b, split_b) in combinations(placed, 2):
        assert split_a == split_b or not alike(a, b)
    components = find_components([text.bands for text, _ in placed], [split for _, split in placed])
    assert components.crossing == 0


@given(corpora(), corpora(), PLANS)
@settings(max_examples=60)
def test_later_texts_move_no_earlier_one(old: list[Text], new: list[Text], plan: Plan) -> None:
    before = {text.text: split for text, split in zip(old, place(old, plan), strict=True)}
    old_dated = [text for text in old if text.published is not None]
    later = [text._replace(published="2025-01-01") for text in new if text.text not in before]
    together = ordered([*old_dated, *later])
    after = dict(zip((text.text for text in together), place(together, plan), strict=True))
    assert all(after[text.text] == before[text.text] for text in old_dated)


@given(corpora(), corpora(), PLANS, PLANS)
@settings(max_examples=60)
def test_with_a_ledger_no_text_moves_whatever_comes(
    old: list[Text], new: list[Text], plan: Plan, other: Plan
) -> None:
    placed = place(old, plan)
    fixed = [text._replace(fixed=split) for text, split in zip(old, placed, strict=True) if split != UNDATED]
    known = {text.text for text in fixed}
    together = [*fixed, *(text for text in new if text.text not in known)]
    after = place(together, other)
    assert after[: len(fixed)] == [text.fixed for text in fixed]
    kept = [(text, split) for text, split in zip(together, after, strict=True) if split >= 0]
    assert find_components([t.bands for t, _ in kept], [s for _, s in kept]).crossing == 0


def test_a_text_like_those_of_two_splits_is_dropped() -> None:
    plan = Plan((50.0, 0.0, 50.0))
    whole = [sentence(seed, 400) for seed in range(40)]
    texts = [Text(f.text, str(f.key), "2024-01-01", f.bands) for f in map(fingerprint, whole)]
    placed = place(texts, plan)
    first, second = texts[placed.index(0)], texts[placed.index(2)]
    half = 4 * BANDS
    bridge = Text(b"", "", "2025-01-01", first.bands[:half] + second.bands[half:])
    assert place([*texts, bridge], plan) == [*placed, DROPPED]
    like_first = bridge._replace(bands=first.bands[:half] + fingerprint("另一篇完全不同的报道").bands[half:])
    assert place([*texts, like_first], plan) == [*placed, 0]


def test_the_check_sees_what_crosses() -> None:
    same = fingerprint(sentence(1)).bands
    other = fingerprint(sentence(2)).bands
    assert find_components([same, same, other], [0, 2, 0]).crossing == 1
    assert find_components([same, same, other], [2, 2, 0]) == (2, 1, 2, 2, 0)
    assert find_components([], []) == (0, 0, 0, 0, 0)


def test_shares_come_out_and_seeds_differ() -> None:
    texts = [Text(b"", str(number), None, fingerprint(sentence(number, 60)).bands) for number in range(2000)]
    counts = Counter(place(texts, Plan()))
    assert 1500 < counts[0] < 1700
    assert 140 < counts[1] < 260
    assert place(texts, Plan(seed=1)) != place(texts, Plan())


def test_by_date_the_past_is_for_training() -> None:
    found = [fingerprint(sentence(number)) for number in range(100)]
    days = [None, *(f"2024-{number % 12 + 1:02}-{number % 28 + 1:02}" for number in range(99))]
    texts = ordered([Text(f.text, "", day, f.bands) for f, day in zip(found, days, strict=True)])
    plan = Plan(by="date")
    plan = plan._replace(borders=date_borders(texts, plan))
    placed = [*zip(texts, place(texts, plan), strict=True)]
    groups = {split: [text.published or "" for text, found in placed if found == split] for split in range(3)}
    assert max(groups[0]) < min(groups[1])
    assert max(groups[1]) < min(groups[2])
    assert 75 <= len(groups[0]) <= 85
    assert [split for text, split in placed if text.published is None] == [UNDATED]
    assert date_borders([], plan) is None


@pytest.mark.parametrize(
    ("text", "shares"), [("80/10/10", (80, 10, 10)), ("90/10", (90, 0, 10)), ("8/1/1", (80, 10, 10))]
)
def test_shares_are_read(text: str, shares: tuple[float, ...]) -> None:
    assert parse_shares(text) == shares


@pytest.mark.parametrize("text", ["", "80", "a/b", "0/50/50", "-1/1/1", "1/2/3/4", "nan/1/1", "inf/1/1"])
def test_what_are_no_shares_is_refused(text: str) -> None:
    with pytest.raises(UsageError, match="no shares"):
        parse_shares(text)


@pytest.mark.parametrize(
    ("text", "method"),
    [
        ("place", ("place", None)),
        ("date", ("date", None)),
        ("date:2024-02-01,2024-01-01", ("date", ("2024-01-01", "2024-02-01"))),
    ],
)
def test_methods_are_read(text: str, method: tuple[str, object]) -> None:
    assert parse_method(text) == method


@pytest.mark.parametrize(
    "text", ["", "author", "place:a,b", "date:2024-01-01", "date:a,b", "date:2024-13-01,2"]
)
def test_other_methods_are_refused(text: str) -> None:
    with pytest.raises(UsageError):
        parse_method(text)
