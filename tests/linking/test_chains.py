"""Chains of titles, and who holds them: names behind, before, with a word of office, in a curriculum."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.linking.chains import Chain, ChainReader, Item
from tests.linking.marked_items import items, reader, written
from tests.marked import repeated


def holders(text: str, titles: str, names: str, bodies: str = "") -> str:
    """Return the holders of the text's first chain."""
    chains = reader(text, titles, names, bodies)
    return written(text, chains.holders(next(chains.chains())))


@pytest.mark.parametrize(
    ("text", "titles", "bodies", "chains"),
    [
        ("市委副书记、市长周望岳", "市委副书记 市长", "", [["市委副书记", "市长"]]),
        ("市委副书记，市长周望岳", "市委副书记 市长", "", [["市委副书记", "市长"]]),
        ("副市长兼市公安局局长", "副市长 局长", "市公安局", [["副市长", "局长"]]),
        ("副市长、市公安局局长", "副市长 局长", "市公安局", [["副市长", "局长"]]),
        ("副市长（挂职）、局长", "副市长 局长", "", [["副市长", "局长"]]),
        ("市长周望岳、局长李强", "市长 局长", "", [["市长"], ["局长"]]),
        ("市长讲话。局长发言", "市长 局长", "", [["市长"], ["局长"]]),
        ("副市长、市公安局原局长", "副市长 局长", "", [["副市长"], ["局长"]]),
        ("", "", "", []),
    ],
)
def test_titles_linked_by_a_mark_make_a_chain(
    text: str, titles: str, bodies: str, chains: list[list[str]]
) -> None:
    found = [written(text, chain.titles).split() for chain in reader(text, titles, bodies=bodies).chains()]
    assert found == chains


def test_a_title_knows_the_body_before_it() -> None:
    text = "临溪市水利局局长"
    (chain,) = reader(text, "局长", bodies="临溪市水利局").chains()
    assert chain.bodies == {6: Item(0, 6)}
    assert (chain.start, chain.end) == (0, 8)


def test_a_body_may_reach_into_its_title() -> None:
    text = "临溪市委书记"
    (chain,) = ChainReader(text, [Item(2, 6)], [Item(0, 4)], []).chains()
    assert chain.bodies == {2: Item(0, 4)}
    assert chain.start == 0


def test_a_chain_without_a_body_starts_at_its_title() -> None:
    assert Chain([Item(3, 5)]).start == 3


@pytest.mark.parametrize(
    ("text", "titles", "names", "held_by"),
    [
        ("市长周望岳到会", "市长", "周望岳", "周望岳"),
        ("市长 周望岳到会", "市长", "周望岳", "周望岳"),
        ("市长：周望岳", "市长", "周望岳", "周望岳"),
        ("副市长（挂职）周望岳", "副市长", "周望岳", "周望岳"),
        ("副市长周望岳、郑清源和王静", "副市长", "周望岳 郑清源 王静", "周望岳 郑清源 王静"),
        ("记者 周望岳 郑清源", "记者", "周望岳 郑清源", "周望岳 郑清源"),
        ("委员周望岳（女）、郑清源", "委员", "周望岳 郑清源", "周望岳 郑清源"),
        ("周望岳市长说", "市长", "周望岳", "周望岳"),
        ("任命周望岳为市长", "市长", "周望岳", "周望岳"),
        ("周望岳同志任市长", "市长", "周望岳", "周望岳"),
        ("免去周望岳的市长职务", "市长", "周望岳", "周望岳"),
        ("周望岳因工作变动辞去市长职务", "市长", "周望岳", "周望岳"),
        ("任命周望岳、郑清源为委员", "委员", "周望岳 郑清源", "周望岳 郑清源"),
        ("任命周望岳（女）、郑清源为委员", "委员", "周望岳 郑清源", "周望岳 郑清源"),
        ("周望岳，市长，到会", "市长", "周望岳", "周望岳"),
        ("周望岳（市长）说", "市长", "周望岳", "周望岳"),
        ("1.周望岳，男，1970年生，现任市审计局副局长", "副局长", "周望岳", "周望岳"),
        ("市长听取汇报，周望岳参加", "市长", "周望岳", ""),
        ("周望岳说，市长来了", "市长", "周望岳", ""),
        ("周望岳，市长来了", "市长", "周望岳", ""),
        ("市长到会", "市长", "", ""),
        ("周望岳到会。\n现任市长", "市长", "周望岳", ""),
    ],
)
def test_holders(text: str, titles: str, names: str, held_by: str) -> None:
    assert holders(text, titles, names) == held_by


def test_the_body_between_name_and_title_does_not_part_them() -> None:
    assert holders("任命周望岳为市审计局局长", "局长", "周望岳", "市审计局") == "周望岳"


def test_a_name_in_a_note_is_passed_over() -> None:
    text = "任命周望岳（王静代）、郑清源为委员"
    assert holders(text, "委员", "周望岳 王静 郑清源") == "周望岳 郑清源"


MARKS = st.text(st.sampled_from("市长周望岳、，。（）为现任 \n"), min_size=1, max_size=30)


@given(MARKS, st.data())
def test_every_title_stands_in_one_chain(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=8)))
    spans = [Item(start, end) for start, end in pairwise(cuts)]
    titles, names = spans[::2], spans[1::2]
    chains = ChainReader(text, titles, titles, names)
    found = list(chains.chains())
    assert [title for chain in found for title in chain.titles] == titles
    assert all(set(chains.holders(chain)) <= set(names) for chain in found)


def test_a_line_of_a_hundred_thousand_characters_comes_to_an_end() -> None:
    text = repeated("王静，现任主任。市审计局，院长。周望岳、")
    words = len(text) // len("王静，现任主任。市审计局，院长。周望岳、")
    titles = items(text, "主任 院长 " * words)
    names = items(text, "王静 周望岳 " * words)
    chains = ChainReader(text, titles, [], names)
    assert sum(bool(chains.holders(chain)) for chain in chains.chains()) >= words
