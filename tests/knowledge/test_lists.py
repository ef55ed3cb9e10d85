"""Seed lists as alternatives of an expression."""

from __future__ import annotations

import pytest
import regex

from pipeline.errors import RowError
from pipeline.knowledge.lists import LEVEL, LISTS, alternatives, expand, read_list
from pipeline.resources import resource


@pytest.mark.parametrize("name", sorted(LISTS))
def test_every_list_exists_and_says_nothing_twice(name: str) -> None:
    words = read_list(LISTS[name])
    assert words
    assert all(word == word.strip() for word in words)
    assert resource(f"seeds/{LISTS[name]}").is_file()


def test_the_longest_alternative_wins() -> None:
    pattern = regex.compile(alternatives(("市", "市委", "市委办")))
    assert pattern.findall("市委办公室、市委、市") == ["市委办", "市委", "市"]


def test_alternatives_are_taken_literally() -> None:
    assert regex.fullmatch(alternatives(("a.b", "(c)")), "a.b")
    assert not regex.fullmatch(alternatives(("a.b",)), "axb")


def test_a_list_stands_for_its_words() -> None:
    pattern = regex.compile(expand("({level})({department})局"))
    assert pattern.findall("市水利局") == [("市", "水利")]


def test_an_unknown_list_is_an_error_that_names_the_known() -> None:
    with pytest.raises(RowError, match=r"unknown list \{departments\} \(known: .*\bdepartment, "):
        expand("{departments}局")


@pytest.mark.parametrize("expression", ["", "市委", "第{1,3}组", "[^{}]"])
def test_what_names_no_list_stays(expression: str) -> None:
    assert expand(expression) == expression


@pytest.mark.parametrize("text", ["市委", "云溪区委", "省委", "自治区", "澜河州", "云岭镇", "街道"])
def test_level_words(text: str) -> None:
    assert regex.search(LEVEL, text)


@pytest.mark.parametrize("text", ["城市", "超市", "门市", "社区", "园区", "城镇", "家乡", "城乡", "同盟"])
def test_the_end_of_another_word_is_no_level(text: str) -> None:
    assert not regex.search(LEVEL, text)
