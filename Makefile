# `make run` and `make test` need Python 3.11 to 3.14, make and git, and the network only for pip.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-all fast check tests all-tests bench bench-growth docs site lock clean

run: $(VENV)/installed
	$(BIN)/newsledger run

# A file of tests on each core, in the order of collection; a process holds the language model, some 600 MB.
PYTEST := $(BIN)/pytest -n auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# Without compiled files each process that a test starts compiles the code anew, and pytest all tests.
export PYTHONDONTWRITEBYTECODE :=

# The checks run beside the tests: they keep one core busy only.
test: $(VENV)/installed
	$(MAKE) --jobs check tests

# All tests: also those marked `slow`, among which other versions of DuckDB and other readers are installed first.
test-all: $(VENV)/installed
	$(MAKE) --jobs check all-tests

tests: $(VENV)/installed
	$(PYTEST)

all-tests: $(VENV)/installed
	$(PYTEST) -m "slow or not slow" --cov --cov-report=
	@echo "Coverage of lines and branches, by the tests that are neither slow nor of properties: \
	$$($(BIN)/coverage report --format=total) %"

# Without the tests that start servers and whole loads: under two minutes.
fast: check
	$(PYTEST) tests/unit tests/properties tests/golden tests/architecture

check: $(VENV)/installed
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Speed and memory against bare spaCy, and on files of 2 GB; BENCH_CORPUS is a folder of raw text files.
BENCH_CORPUS ?= .bench/corpus
bench: $(VENV)/installed $(BENCH_CORPUS)
	$(BIN)/python -m tests.bench $(BENCH_CORPUS)
	$(BIN)/python -m tests.bench
	$(BIN)/python -m tests.bench_growth $(BENCH_CORPUS)

# A night on top of 2,000 and of 20,000 articles with full texts, by stage.
bench-growth: $(VENV)/installed $(BENCH_CORPUS)
	$(BIN)/python -m tests.bench_growth $(BENCH_CORPUS)

.bench/corpus:
	$(BIN)/python ../shared/bench/bench.py bulk $@

# Writes the catalogues of units and currencies and the generated documents; a test fails while one is stale.
docs: $(VENV)/installed
	$(BIN)/python -m transforms.lexicons.catalogues
	$(BIN)/python -m transforms.lexicons.places_catalogue
	$(BIN)/python -m warehouse.schema.dictionary
	$(BIN)/python -m transforms.strip.rule_docs
	$(BIN)/python -m transforms.extract.figures.rule_docs
	$(BIN)/python -m transforms.resolve.rule_docs
	$(BIN)/python -m transforms.extract.quotes.speaker_rules
	$(BIN)/python -m flows.cli.reference_docs

# The documents as a site, .site/html/index.html; fails on a page that the navigation forgets on a link to nowhere,
# and where a page asks another host for something.
site: $(VENV)/installed
	rm -rf .site && mkdir -p .site/pages
	cp -r --parents README.md CONTRIBUTING.md CHANGELOG.md corpus/README.md docs/*.md docs/examples .site/pages
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	! grep -rnE '<(script|link|img|iframe)[^>]*(src|href)="?(https?:)?//' .site/html --include='*.html'

# Resolves the pinned dependencies anew; needs uv.
lock:
	uv pip compile pyproject.toml --group build --group checks --group catalogues --group docs --universal --python-version 3.11 --generate-hashes \
		--no-annotate --no-header --no-emit-index-url --output-file requirements.lock

$(VENV)/installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	$(BIN)/python -m pip check
	touch $@

clean:
	rm -rf $(VENV) .site .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache .prefect warehouse/published .compatibility .annotated .coverage
