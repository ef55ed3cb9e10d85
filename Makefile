# Mubiao. `make` alone lists what can be asked for; `make run` and `make test` set up what they need.
VENV := .venv
BIN := $(VENV)/bin
# The first interpreter of Python 3.11 or later; `make PYTHON=/path/to/python run` takes another.
NEW_ENOUGH := import sys; sys.exit(sys.version_info < (3, 11))
PYTHON ?= $(or $(firstword $(foreach python,python3 python3.13 python3.12 python3.11,$(shell \
	$(python) -c '$(NEW_ENOUGH)' 2>/dev/null && echo $(python)))),$(error Mubiao needs Python 3.11 or later))

.DEFAULT_GOAL := help
.PHONY: help setup run test test-slow test-browser screenshots fuzz check gate gate-raise bench bench-scale bench-dates bench-export prove-training train train-words clean

help: ## list what can be asked for
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.development ## make .venv with everything that development needs

run: $(VENV)/.installed ## read the sample articles, show what was found and where it was written
	$(BIN)/mubiao run seeds/articles -o out/articles.jsonl --show

test: setup ## run the tests
	$(BIN)/python -m pytest -n auto --maxprocesses 4

test-slow: setup ## run the tests that take minutes: hostile documents, fifty kills, Spark (it needs Java) and Ray
	$(BIN)/python -m pip install --quiet --editable '.[spark,ray]'
	$(BIN)/python -m pytest -m slow

fuzz: setup ## feed the readers with inputs that grow towards what they have not seen (ten minutes)
	$(BIN)/python -m pip install --quiet --editable '.[fuzz]'
	$(BIN)/python -m tests.fuzz_readers -max_total_time=600

test-browser: setup ## run the tests of the review page in a real Chromium (Debian's chromium and fonts-noto-cjk)
	$(BIN)/python -m pytest -m browser -rP --tb=short tests/review/browser

screenshots: setup ## take the pictures of docs/review.md (needs chromium and fonts-noto-cjk)
	$(BIN)/python -m tests.review.screenshots

check: setup ## check style, types and who imports whom
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

gate: setup ## score the pipeline on the gold articles; fail below a floor of tests/gate.json
	$(BIN)/python -m tests.gate

gate-raise: setup ## raise the floors to what is measured now
	$(BIN)/python -m tests.gate --raise

bench: setup ## measure speed, memory and start-up, with workers and Spark, beside spacy-pkuseg's bare cut and peers
	$(BIN)/python -m pip install --quiet --editable '.[peers,spark]'
	$(BIN)/python -m pipeline.bench --plot docs/bench.svg

bench-scale: setup ## measure one worker, two workers and Spark on fifty thousand documents
	$(BIN)/python -m pip install --quiet --editable '.[spark]'
	$(BIN)/python -m tests.bench_scale

bench-dates: setup ## measure our dates beside those of jionlp, recognizers-text and dateparser
	$(BIN)/python -m pip install --quiet --editable '.[peers]'
	$(BIN)/python -m tests.bench_dates

bench-export: setup ## export 100,000 records in every format: time and memory (an hour, 8 GB of disk)
	$(BIN)/python -m tests.bench_export

prove-training: setup ## train spaCy on exports and score the held-out split into docs/training.md (a quarter of an hour)
	$(BIN)/python -m tests.prove_training ../shared/data/reports/reports.jsonl.gz -o docs/training.md

train-words: setup ## train the word model from ../shared/data/segmentation (a quarter of an hour and more, 3 GB)
	$(BIN)/python -m pipeline.segmentation.train ../shared/data/segmentation -o pipeline/segmentation/model

train: $(VENV)/.training ## train the character tagger from ../shared/data (six minutes and more, 6 GB)
	$(BIN)/python -m pipeline.tagger.train ../shared/data/ner --facts ../shared/data/facts -o pipeline/tagger/model

clean: ## remove the environment and all that was made
	rm -rf $(VENV) out dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
	find . -name __pycache__ -type d -prune -exec rm -rf {} +

# What a run needs, and what development needs: made again only when pyproject.toml changed.
$(VENV)/.installed: pyproject.toml | $(VENV)/bin/pip
	$(BIN)/python -m pip install --quiet --editable .
	touch $@

$(VENV)/.development: pyproject.toml | $(VENV)/bin/pip
	$(BIN)/python -m pip install --quiet --editable '.[dev]'
	touch $@ $(VENV)/.installed

$(VENV)/.training: $(VENV)/.development
	$(BIN)/python -m pip install --quiet --editable '.[train]'
	touch $@

$(VENV)/bin/pip:
	$(PYTHON) -m venv $(VENV)
