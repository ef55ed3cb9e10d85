"""Label Studio's own SDK takes our labeling configuration, tasks, predictions and annotations."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from pipeline.export.annotation.label_studio import FILE
from pipeline.export.annotation.label_studio_config import config
from pipeline.records import Record
from tests.export.annotation.documents import save, write

# The SDK's own affairs.
pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def interface() -> Any:
    from label_studio_sdk.label_interface import LabelInterface

    return LabelInterface(config())


@pytest.fixture(scope="module")
def folder(records: list[Record], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path: Path = tmp_path_factory.mktemp("label_studio")
    write("label-studio", records, path)
    return path


def test_the_configuration(interface: Any) -> None:
    interface.validate()
    assert set(interface.get_control("label").labels) >= {"PERSON", "POSITION", "GOAL"}


def test_tasks_and_predictions(interface: Any, folder: Path) -> None:
    tasks = json.loads((folder / FILE).read_bytes())
    for task in tasks:
        (prediction,) = task.pop("predictions")
        assert interface.validate_task(task)
        assert interface.validate_prediction(prediction, return_errors=True) == []


def test_annotations(interface: Any, folder: Path) -> None:
    for task in json.loads(save("label-studio", folder).read_bytes()):
        (annotation,) = task["annotations"]
        assert interface.validate_annotation(annotation)


def test_the_sdk_would_tell_a_label_that_is_none(interface: Any, folder: Path) -> None:
    (prediction,) = json.loads((folder / FILE).read_bytes())[0]["predictions"]
    broken = copy.deepcopy(prediction)
    broken["result"][0]["value"]["labels"] = ["PLACE"]
    assert interface.validate_prediction(broken, return_errors=True) != []
