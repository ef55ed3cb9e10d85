from __future__ import annotations

from array import array

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.clean.blanks import without_stray_blanks
from tests.clean.cases import read_cases


def tidied(text: str, *, running: bool) -> tuple[str, list[int]]:
    result, places = without_stray_blanks(text, array("I", range(len(text))), running=running)
    return result, list(places)


@pytest.mark.parametrize("case", read_cases("clean_blanks"), ids=lambda case: case["why"])
def test_stray_blanks(case: dict[str, str]) -> None:
    text, places = tidied(case["text"], running=bool(case["running"]))
    assert text == case["expected"]
    assert text == "".join(case["text"][place] for place in places)


@given(st.text(alphabet="市委书记者摄讯张三12ab \u3000\u00a0\u200b、，。（）年月日"), st.booleans())
def test_only_blanks_are_left_out(text: str, running: bool) -> None:
    result, places = tidied(text, running=running)
    assert result == "".join(text[place] for place in places)
    assert places == sorted(set(places))
    assert "".join(result.split()) == "".join(text.replace("\u200b", "").split())


@given(st.text(alphabet="市委书记者张三12 \u3000，。"), st.booleans())
def test_tidying_twice_changes_nothing_more(text: str, running: bool) -> None:
    once, _ = tidied(text, running=False)
    assert tidied(once, running=False)[0] == once
