"""The table of formats: every row has its writer, and options go only where they belong."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from typing import Any

import pytest

from pipeline.errors import UsageError
from pipeline.export import formats
from pipeline.export.formats import FORMATS, Format, find_format, load_writer


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_has_a_writer_and_a_line_of_help(name: str) -> None:
    assert callable(load_writer(name))
    assert FORMATS[name].help.endswith(".")
    assert set(FORMATS[name].required) <= set(FORMATS[name].options)


def test_an_unknown_format_is_told_with_the_known_ones() -> None:
    with pytest.raises(UsageError, match="there is no format 'excel'"):
        find_format("excel", {})


@pytest.mark.parametrize(
    ("given", "told"),
    [({}, "--to odd needs --db"), ({"db": 1, "tokens": "words"}, "--tokens does not go with --to odd")],
)
def test_options_go_only_where_they_belong(
    monkeypatch: pytest.MonkeyPatch, given: dict[str, Any], told: str
) -> None:
    row = Format("pipeline.export.odd", "Odd.", options=("db",), required=("db",))
    monkeypatch.setattr(formats, "FORMATS", {"odd": row})
    assert find_format("odd", {"db": 1}) is row
    with pytest.raises(UsageError, match=told):
        find_format("odd", given)


def test_a_missing_package_is_told_with_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    for name in ("pipeline.export.tables", "pipeline.export.columns"):
        monkeypatch.delitem(sys.modules, name, raising=False)
    with pytest.raises(UsageError, match=r"needs pyarrow.*pip install 'mubiao\[export\]'"):
        load_writer("tables")


def test_a_defect_of_our_own_is_not_told_as_a_missing_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(formats, "FORMATS", {"odd": Format("pipeline.export.odd", "Odd.", extra="export")})
    with pytest.raises(ModuleNotFoundError):
        load_writer("odd")


def test_the_documentation_tells_of_every_format_and_option() -> None:
    page = (Path(__file__).parents[2] / "docs" / "export.md").read_text(encoding="utf-8")
    for name in FORMATS:
        assert f"`{name}`" in page
    for option in (*formats.OF_SPLITS, *formats.ALL):
        assert f"--{option.replace('_', '-')}" in page


def test_writers_are_imported_only_when_asked_for() -> None:
    modules = {importlib.import_module(row.module).__name__ for row in FORMATS.values()}
    source = Path(formats.__file__).read_text(encoding="utf-8")
    assert not any(f"import {module}" in source or f"from {module}" in source for module in modules)
