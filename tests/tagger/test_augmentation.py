from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.tagger.augmentation import Names, Renamer, gather_names
from pipeline.tagger.corpora import CorpusKind, Example

LABELS = {"PER": "PERSON", "LOC": "LOCATION", "ORG": "ORGANIZATION", "TIME": None}
KIND = CorpusKind("small", ("small.jsonl",), LABELS, ("PER",))
EXAMPLE = Example(
    "何远昨天到青石县参观云川市教育局和宏远集团",
    ((0, 2, "PER"), (2, 4, "TIME"), (5, 8, "LOC"), (10, 16, "ORG"), (17, 21, "ORG")),
)


@pytest.fixture
def facts(tmp_path: Path) -> Path:
    lists = {
        "surnames.txt": "何\n欧阳\n石\n",
        "company_short_names.txt": "天远\nABC\n丰泰\n",
        "divisions_cities.csv": 'code,name,provinceCode\n1,"云川市",1\n2,"南山市",1\n',
        "divisions_areas.csv": 'code,name,cityCode\n1,"青石县",1\n2,"白水县",1\n',
        "divisions_streets.csv": 'code,name,areaCode\n1,"柳河镇",1\n',
        "speakers.jsonl": '{"name": "欧阳文博"}\n{"name": null}\n{"name": "石青"}\n',
    }
    for name, content in lists.items():
        (tmp_path / name).write_text(content, encoding="utf-8")
    return tmp_path


@pytest.fixture
def names(facts: Path) -> Names:
    return gather_names(facts, [(KIND, [EXAMPLE, Example("史密斯到了", ((0, 3, "PER"),))])])


def test_names_come_from_lists_and_examples(names: Names) -> None:
    assert sorted(names.own_surnames) == ["何", "欧阳", "石"]
    assert {length: sorted(given) for length, given in names.given.items()} == {1: ["远", "青"], 2: ["文博"]}
    assert names.foreign == ["史密斯"]
    assert names.places["县"] == ["青石县", "白水县"]
    assert names.companies == ["天远", "丰泰"]


@pytest.mark.parametrize(
    ("name", "surname"),
    [("何远", "何"), ("欧阳文", "欧阳"), ("史密斯", ""), ("何", ""), ("何·史密", ""), ("石山大川河", "")],
)
def test_a_chinese_name_begins_with_a_surname(names: Names, name: str, surname: str) -> None:
    assert names.surname_of(name) == surname


def test_renamed_examples_keep_what_is_around_and_what_they_are(names: Names) -> None:
    copies = [copy for seed in range(40) for copy in Renamer(names, seed).rename([EXAMPLE], KIND)]
    assert len(copies) > 20
    mentions = {label: set() for label in LABELS} | {"out": set()}
    for text, spans in copies:
        assert [span[2] for span in spans] == [span[2] for span in EXAMPLE.spans]
        for start, end, label in spans:
            mentions[label].add(text[start:end])
        mentions["out"].add(text[spans[1][1] : spans[2][0]])
    assert mentions["out"] == {"到"}
    assert mentions["TIME"] == {"昨天"}
    assert mentions["LOC"] == {"青石县", "白水县"}
    assert mentions["ORG"] >= {"南山市教育局", "天远集团", "丰泰集团"}
    assert all(len(name) in (2, 3) for name in mentions["PER"])


def test_the_same_seed_gives_the_same_names(names: Names) -> None:
    assert Renamer(names, 3).rename([EXAMPLE] * 9, KIND) == Renamer(names, 3).rename([EXAMPLE] * 9, KIND)


def test_nothing_to_rename_makes_no_copy(names: Names) -> None:
    assert Renamer(names, 1).rename([Example("今天下雨", ()), Example("昨天", ((0, 2, "TIME"),))], KIND) == []


def test_a_missing_list_is_named(facts: Path) -> None:
    (facts / "surnames.txt").unlink()
    with pytest.raises(UsageError, match=r"surnames.txt: cannot be read.*--facts"):
        gather_names(facts, [])
