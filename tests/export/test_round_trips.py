"""Each format read back with its own library gives the records, or counts what it does not hold."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import datasets
import pytest
import spacy
from seqeval.metrics.sequence_labeling import get_entities
from seqeval.scheme import IOB2, IOBES, Entities, Token
from spacy.tokens import Doc, DocBin

from pipeline.export import spacy_docs
from pipeline.export.conll import write as write_conll
from pipeline.export.formats import FORMATS
from pipeline.export.labels import LABELS, LabelledSpan, flatten, spans_of
from pipeline.export.run import Exported, export
from pipeline.export.settings import Settings
from pipeline.export.tag_lines import character_offsets
from pipeline.record_checks import mentions
from pipeline.records import Record
from pipeline.segmentation.segmenter import load_segmenter

SPLITS = ("train", "dev", "test")
# Some of the texts go to each of them.
SHARES = {"split": "50/25/25", "seed": 3}


class Made(NamedTuple):
    """An export of the records, whole, and what it said."""

    folder: Path
    exported: Exported
    by_id: Mapping[str, Record]


@pytest.fixture(scope="module")
def make(
    record_file: Path, records: list[Record], tmp_path_factory: pytest.TempPathFactory
) -> Callable[..., Made]:
    def make(name: str, **options: Any) -> Made:
        folder = tmp_path_factory.mktemp("sets") / "out"
        exported = export([record_file], folder, Settings(name, options={**SHARES, **options}))
        return Made(folder, exported, {record["id"]: record for record in records})

    return make


def read_docs(folder: Path) -> Iterator[Doc]:
    """The Docs of all splits, as anybody would read them."""
    vocab = spacy.blank("zh").vocab
    for split in SPLITS:
        for path in sorted((folder / split).glob("*.spacy")):
            yield from DocBin().from_disk(path).get_docs(vocab)


def offsets(spans: Iterable[LabelledSpan]) -> list[tuple[int, int, str]]:
    return [(span.start, span.end, span.label) for span in spans]


def record_of(doc: Doc) -> dict[str, Any]:
    # msgpack, in which spaCy keeps user_data, reads lists as tuples.
    return {"text": doc.text, **json.loads(json.dumps(doc.user_data["record"]))}


def test_entities_of_spacy_are_the_flattened_spans(make: Callable[..., Made]) -> None:
    made = make("spacy-ner")
    docs = [*read_docs(made.folder)]
    assert {doc.user_data["record"]["id"] for doc in docs} == set(made.by_id)
    gone = 0
    for doc in docs:
        record = made.by_id[doc.user_data["record"]["id"]]
        kept, dropped = flatten(spans_of(record))
        assert [(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents] == offsets(kept)
        assert [ent.text for ent in doc.ents] == [record["text"][span.start : span.end] for span in kept]
        assert record_of(doc) == record
        gone += len(dropped)
    assert gone > 0
    assert +made.exported.dropped == {"spans that overlap a longer one": gone}


def test_span_groups_of_spacy_hold_every_span_and_user_data_all_else(make: Callable[..., Made]) -> None:
    made = make("spacy-spancat")
    for doc in read_docs(made.folder):
        record = made.by_id[doc.user_data["record"]["id"]]
        found = sorted((span.start_char, span.end_char, span.label_, span.id_) for span in doc.spans["sc"])
        assert found == spans_of(record)
        assert record_of(doc) == record
    assert not +made.exported.dropped


def test_docs_are_tokenized_as_a_blank_pipeline_does_it(make: Callable[..., Made]) -> None:
    nlp = spacy.blank("zh")
    for doc in read_docs(make("spacy-ner").folder):
        assert [token.text for token in nlp(doc.text)] == [token.text for token in doc]


def test_docs_in_several_files_are_those_of_one(
    make: Callable[..., Made], monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = make("spacy-ner")
    monkeypatch.setattr(spacy_docs, "CHARACTERS", 800)
    parts = make("spacy-ner")
    assert len([*(parts.folder / "train").iterdir()]) > 1
    assert [*map(record_of, read_docs(parts.folder))] == [*map(record_of, read_docs(whole.folder))]
    assert parts.exported.dropped == whole.exported.dropped


class Lines(NamedTuple):
    """An example of a CoNLL file: its text, its tokens with their places, its tags."""

    id: str
    text: str
    tokens: list[tuple[str, int, int]]
    tags: list[str]


def read_lines(folder: Path) -> Iterator[Lines]:
    for split in SPLITS:
        texts = [*map(json.loads, (folder / f"{split}.texts.jsonl").read_bytes().splitlines())]
        blocks = (folder / f"{split}.conll").read_text(encoding="utf-8").split("\n\n")
        assert blocks.pop() == ""
        for text, block in zip(texts, blocks, strict=True):
            rows = [line.split("\t") for line in block.split("\n")]
            tokens = [(token, int(start), int(end)) for token, start, end, _ in rows]
            yield Lines(text["id"], text["text"], tokens, [row[3] for row in rows])


@pytest.mark.parametrize("tokens", ["characters", "words"])
@pytest.mark.parametrize(("name", "scheme"), [("conll", IOB2), ("bioes", IOBES)])
def test_tags_read_by_seqeval_are_the_flattened_spans(
    make: Callable[..., Made], name: str, scheme: type[Token], tokens: str
) -> None:
    made = make(name, tokens=tokens)
    cut = gone = 0
    for example in read_lines(made.folder):
        record = made.by_id[example.id]
        assert example.text == record["text"]
        assert all(example.text[start:end] == token for token, start, end in example.tokens)
        spans = spans_of(record)
        starts = {start for _, start, _ in example.tokens}
        ends = {end for _, _, end in example.tokens}
        whole = [span for span in spans if span.start in starts and span.end in ends]
        kept, dropped = flatten(whole)
        found = [
            (example.tokens[entity.start][1], example.tokens[entity.end - 1][2], entity.tag)
            for entity in Entities([example.tags], scheme).entities[0]
        ]
        assert sorted(found) == offsets(kept)
        cut, gone = cut + len(spans) - len(whole), gone + len(dropped)
    assert (cut > 0) is (tokens == "words")
    assert made.exported.dropped["spans cut by a word"] == cut
    assert made.exported.dropped["spans that overlap a longer one"] == gone
    assert made.exported.dropped["posts"] == sum(len(record["posts"]) for record in made.by_id.values())


def test_words_are_those_of_the_segmenter(make: Callable[..., Made]) -> None:
    words = load_segmenter()
    for example in read_lines(make("conll", tokens="words").folder):
        assert [token for token, _, _ in example.tokens] == words.cut(example.text)


def test_white_space_is_no_token_and_not_lost() -> None:
    assert character_offsets("訾 妍\n\u3000。") == [(0, 1), (2, 3), (5, 6)]


@pytest.fixture(scope="module")
def loaded(make: Callable[..., Made]) -> tuple[Made, datasets.DatasetDict]:
    made = make("hf")
    datasets.disable_progress_bars()
    cache = made.folder.parent / "cache"
    return made, datasets.load_dataset(str(made.folder), cache_dir=str(cache))


Loaded = tuple[Made, datasets.DatasetDict]


def test_hugging_face_loads_the_folder_and_gives_the_records(loaded: Loaded) -> None:
    made, splits = loaded
    assert set(splits) == {"train", "validation", "test"} or set(splits) == set(SPLITS)
    rows = {row["id"]: row for split in splits.values() for row in split}
    assert set(rows) == set(made.by_id)
    for ident, record in made.by_id.items():
        assert {name: rows[ident][name] for name in record} == record
        assert "".join(rows[ident]["tokens"]) == record["text"]


def test_the_classes_of_hugging_face_are_those_of_labels_json(loaded: Loaded) -> None:
    made, splits = loaded
    told = json.loads((made.folder / "labels.json").read_bytes())
    assert told["labels"] == [*LABELS.values()]
    assert splits["train"].features["ner_tags"].feature.names == told["ner_tags"]
    assert told["ner_tags"][:3] == ["O", "B-PERSON", "I-PERSON"]


def test_the_tags_of_hugging_face_are_the_flattened_spans(loaded: Loaded) -> None:
    made, splits = loaded
    names = splits["train"].features["ner_tags"].feature.names
    for row in (row for split in splits.values() for row in split):
        found = get_entities([names[tag] for tag in row["ner_tags"]])
        kept, _ = flatten(spans_of(made.by_id[row["id"]]))
        assert sorted((start, last + 1, label) for label, start, last in found) == offsets(kept)


def json_lines(folder: Path) -> Iterator[dict[str, Any]]:
    for split in SPLITS:
        yield from map(json.loads, (folder / f"{split}.jsonl").read_bytes().splitlines())


UIE_LAYERS = {
    **{"人名": "people", "职务": "positions", "机构名": "organizations", "时间": "dates"},
    **{"数量": "quantities", "指标": "indicators"},
}


def test_prompts_of_uie_give_the_spans_of_every_layer(make: Callable[..., Made]) -> None:
    made = make("uie", max_length=100_000)
    seen: dict[str, dict[str, set[tuple[int, int]]]] = {}
    for row in json_lines(made.folder):
        assert row["content"] == made.by_id[row["id"]]["text"]
        assert all(row["content"][x["start"] : x["end"]] == x["text"] for x in row["result_list"])
        if row["prompt"] in UIE_LAYERS:
            places = {(x["start"], x["end"]) for x in row["result_list"]}
            seen.setdefault(row["id"], {})[UIE_LAYERS[row["prompt"]]] = places
    for ident, record in made.by_id.items():
        wanted: dict[str, set[tuple[int, int]]] = {layer: set() for layer in LABELS}
        for layer, item in mentions(record):
            wanted[layer].add((item["start"], item["end"]))
        assert seen[ident] == wanted


def test_prompts_of_uie_give_the_posts_and_the_figures(make: Callable[..., Made]) -> None:
    made = make("uie", max_length=100_000)
    found = {
        (row["id"], row["prompt"], x["start"], x["end"])
        for row in json_lines(made.folder)
        for x in row["result_list"]
    }
    empty = [row["prompt"] for row in json_lines(made.folder) if not row["result_list"]]
    assert any(prompt in UIE_LAYERS for prompt in empty)
    assert any(prompt.endswith("的任职机构") for prompt in empty)
    for ident, record in made.by_id.items():
        positions = {item["id"]: item for item in record["positions"]}
        for post in record["posts"]:
            held = positions[post["evidence"]["position"]]
            assert (ident, f"{post['person']}的职务", held["start"], held["end"]) in found
        for goal in record["goals"]:
            if goal["indicator"]:
                prompt = "".join(goal["indicator"]["text"].split()) + "的目标值"
                assert (ident, prompt, goal["quantity"]["start"], goal["quantity"]["end"]) in found


def test_passages_of_uie_are_short_by_themselves(make: Callable[..., Made]) -> None:
    assert max(len(row["content"]) for row in json_lines(make("uie").folder)) <= 480


LEFT_OUT = ("source_start", "source_end", "confidence", "rule")


def without(value: Any) -> Any:
    if isinstance(value, list):
        return [without(item) for item in value]
    if isinstance(value, dict):
        return {name: without(item) for name, item in value.items() if name not in LEFT_OUT}
    return value


def test_answers_of_conversations_are_the_contract(make: Callable[..., Made]) -> None:
    made = make("chat")
    rows = [*json_lines(made.folder)]
    assert {row["id"] for row in rows} == set(made.by_id)
    for row in rows:
        record = made.by_id[row["id"]]
        assert [message["role"] for message in row["messages"]] == ["system", "user", "assistant"]
        system, user, answer = (message["content"] for message in row["messages"])
        day, text = user.removeprefix("发布日期：").split("\n正文：\n", 1)
        assert (text, day) == (record["text"], record["published"] or "不详")
        told = json.loads(answer)
        assert told == {name: without(record[name]) for name in told}  # type: ignore[literal-required]
        assert all(name in system for name in told)
        assert ": " not in answer.replace(json.dumps(text, ensure_ascii=False), "")[:2]
    assert {"people", "posts", "goals", "results"} <= set(told)


@pytest.mark.parametrize("name", [name for name in FORMATS if name in ("uie", "chat")])
def test_what_is_not_selected_is_not_asked_for(record_file: Path, tmp_path: Path, name: str) -> None:
    from pipeline.export.selection import Selection

    export([record_file], tmp_path / "out", Settings(name, Selection(layers=("people", "dates"))))
    for row in json_lines(tmp_path / "out"):
        if name == "uie":
            assert row["prompt"] in ("人名", "时间")
        else:
            assert set(json.loads(row["messages"][2]["content"])) == {"people", "dates"}


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_records_in_another_order_give_the_same_bytes(
    records: list[Record], tmp_path: Path, name: str
) -> None:
    if FORMATS[name].required:
        pytest.skip("needs more than records")
    contents = []
    orders: Sequence[list[Record]] = [records, records[::-1] if FORMATS[name].splits else records]
    for number, order in enumerate(orders):
        source, target = tmp_path / f"{number}.jsonl", tmp_path / f"out{number}"
        source.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in order), "utf-8")
        export([source], target, Settings(name, plots=True))
        files = sorted(path for path in target.rglob("*") if path.is_file())
        contents.append({path.relative_to(target).as_posix(): path.read_bytes() for path in files})
    assert contents[0] == contents[1]


def test_no_split_is_left_without_its_files(record_file: Path, tmp_path: Path) -> None:
    made = export([record_file], tmp_path / "out", Settings("conll", options={"split": "90/10"}))
    assert made.sets is not None
    assert set(made.sets.statistics) == {"train", "test"}
    assert not (tmp_path / "out" / "dev.conll").exists()
    assert write_conll([], tmp_path, split="none") == {}
    assert (tmp_path / "none.conll").read_bytes() == b""
