from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from pipeline.evaluate.items import Item
from pipeline.evaluate.matching import Matching, match, touches, without_duplicates
from pipeline.evaluate.spans import half_overlap, sameness
from pipeline.evaluate.tallies import Counts


def item(start: int, end: int, *, optional: bool = False) -> Item:
    return Item("", start, end, (start, end), {"optional": optional})


ITEMS = st.lists(
    st.builds(lambda s, n, o: item(s, s + n, optional=o), st.integers(0, 9), st.integers(0, 5), st.booleans())
)


def pairs(matching: Matching) -> list[tuple[tuple[int, int], tuple[int, int]]]:
    return [(found.ink, wanted.ink) for found, wanted in matching.pairs]


def test_the_most_similar_is_taken_and_the_first_of_equals() -> None:
    gold = [item(0, 6), item(2, 6), item(10, 14), item(12, 16)]
    matching = match([item(2, 6), item(11, 15)], gold, half_overlap)
    assert pairs(matching) == [((2, 6), (2, 6)), ((11, 15), (10, 14))]
    assert matching.counts == Counts(2, 2, 4)


def test_the_first_prediction_may_take_what_a_later_one_fits_better() -> None:
    matching = match([item(0, 4), item(0, 5)], [item(0, 5)], half_overlap)
    assert pairs(matching) == [((0, 4), (0, 5))]
    assert [found.ink for found in matching.false] == [(0, 5)]


def test_equal_items_are_matched_one_by_one() -> None:
    matching = match([item(0, 2), item(0, 2), item(0, 2)], [item(0, 2), item(0, 2)], sameness)
    assert matching.counts == Counts(2, 3, 2)


def test_an_optional_item_is_neither_demanded_nor_punished() -> None:
    gold = [item(0, 2), item(4, 8, optional=True)]
    assert match([item(0, 2)], gold, sameness).counts == Counts(1, 1, 1)
    assert match([item(0, 2), item(7, 12)], gold, sameness).counts == Counts(1, 1, 1)
    assert match([item(0, 2), item(8, 12)], gold, sameness).counts == Counts(1, 2, 1)


def test_a_demanded_item_is_not_excused_by_an_optional_one_beside_it() -> None:
    gold = [item(0, 2), item(1, 4, optional=True)]
    matching = match([item(0, 3)], gold, sameness)
    assert (matching.false, [wanted.ink for wanted in matching.missed]) == ((), [(0, 2)])


@given(ITEMS, ITEMS)
def test_every_demanded_item_is_matched_or_missed(predicted: list[Item], gold: list[Item]) -> None:
    for similarity in (sameness, half_overlap):
        matching = match(predicted, gold, similarity)
        demanded = [other for other in gold if not other.optional]
        assert matching.counts.gold == len(demanded)
        assert matching.counts.predicted <= len(predicted)
        assert len(matching.pairs) <= min(len(predicted), len(demanded))
        assert all(not touches(other, [g for g in gold if g.optional]) for other in matching.false)


@given(ITEMS)
def test_duplicates_leave_one_item_at_each_place(items: list[Item]) -> None:
    unique = without_duplicates(items)
    assert len({other.ink for other in unique}) == len(unique)
    assert {other.ink for other in unique} == {other.ink for other in items}
