"""The names of a page: cue by cue, through lists, and wherever a known name stands again."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import regex

from pipeline.knowledge.name_cues import ADDRESS, AGAIN, PageNames, Title
from pipeline.knowledge.name_reader import NameReader

NOTHING = regex.compile("")


@dataclass(frozen=True)
class Row:
    """A cue's row, as far as it is asked."""

    cue: str
    prior: float = 4.0
    confidence: float = 0.9

    @property
    def id(self) -> str:
        return f"person.{self.cue}"


def names(
    text: str, *rows: Row, before: str = "", after: str = "", titles: tuple[str, ...] = ()
) -> list[str]:
    """Return the names of a text by the cues, as they stand, with what found them."""
    found = [Title(text.index(title), text.index(title) + len(title), True) for title in titles]
    page = PageNames(NameReader(text), found)
    for row in rows:
        page.find(row, regex.compile(before), regex.compile(after))
    mentions = sorted(page.mentions(), key=lambda mention: mention.name.start)
    return [f"{text[m.name.start : m.name.end]} {m.rule.removeprefix('person.')}" for m in mentions]


def test_after_a_title() -> None:
    text = "市长周望岳、郑清源到会"
    assert names(text, Row("after_title"), titles=("市长",)) == ["周望岳 after_title"]
    found = names(text, Row("after_title"), Row("list"), titles=("市长",))
    assert found == ["周望岳 after_title", "郑清源 list"]


def test_before_a_title_of_address() -> None:
    assert names("听取了周望岳省长的报告", Row("before_title"), titles=("省长",)) == ["周望岳 before_title"]
    assert "记者" not in ADDRESS
    assert names("听取了周望岳记者的报告", Row("before_title"), titles=("记者",)) == []


def test_before_an_expression() -> None:
    assert names("会上，周望岳强调", Row("before"), before="强调") == ["周望岳 before"]


def test_between_two_expressions() -> None:
    assert names("任命周望岳为局长", Row("between"), before="任命", after="为") == ["周望岳 between"]
    assert names("任命周望岳的局长", Row("between"), before="任命", after="为") == []


def test_at_the_start_of_a_line() -> None:
    found = names("问：\n周望岳：去年办了三件事。", Row("line_start"), before="：")
    assert found == ["周望岳 line_start"]


def test_a_known_name() -> None:
    assert names("学习周望岳精神", Row("known"), before="周望岳") == ["周望岳 known"]


def test_a_found_name_is_found_again() -> None:
    again = AGAIN.removeprefix("person.")
    found = names("市长周望岳到会。群众念着周望岳的好", Row("after_title"), titles=("市长",))
    assert found == ["周望岳 after_title", f"周望岳 {again}"]


def test_the_first_part_of_a_dotted_name_means_the_whole() -> None:
    text = "市长帕丽达·吾守尔到会。帕丽达走了"
    page = PageNames(NameReader(text), [Title(0, 2, True)])
    page.find(Row("after_title"), NOTHING, NOTHING)
    assert {mention.name.name for mention in page.mentions()} == {"帕丽达·吾守尔"}


def test_a_name_that_is_a_word_stands_again_only_between_borders() -> None:
    text = "市长安静到会。教室里很安静的样子。安静说，好"
    found = names(text, Row("after_title"), titles=("市长",))
    assert [name.split()[1] for name in found] == ["after_title", "again"]


def test_a_title_is_no_name() -> None:
    assert names("市长王书记到会", Row("after_title"), titles=("市长", "书记")) == []


def test_what_is_unlikely_is_no_name() -> None:
    assert names("市长周望岳到会", Row("after_title", prior=-100.0), titles=("市长",)) == []


def test_confidence_grows_with_the_odds_up_to_the_rows() -> None:
    def confidence(prior: float) -> float:
        page = PageNames(NameReader("任命周望岳为局长"), [])
        page.find(Row("between", prior=prior), regex.compile("任命"), regex.compile("为"))
        return next(page.mentions()).confidence

    assert confidence(0.0) < confidence(3.0) <= 0.9


def test_the_surer_of_two_cues_explains_a_name() -> None:
    text = "市长周望岳强调"
    weak, sure = Row("before", confidence=0.6), Row("after_title", confidence=0.9)
    assert names(text, weak, sure, before="强调", titles=("市长",)) == ["周望岳 after_title"]


@pytest.mark.parametrize(
    "cue", ["after_title", "before_title", "list", "before", "between", "line_start", "known"]
)
def test_an_empty_text_has_no_names(cue: str) -> None:
    assert names("", Row(cue), before="x", after="y") == []


def test_an_unknown_cue_is_an_error() -> None:
    with pytest.raises(KeyError):
        names("周望岳", Row("nowhere"))
