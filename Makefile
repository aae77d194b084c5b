# make run     sets everything up and serves the demonstration     (PORT=8123 takes another port)
# make test    sets everything up and runs all tests and checks
# The other targets are for those who work on the program; docs/development.md tells of them.

PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
WORKERS ?= auto
CATALOGUE := tracker/translations/en/LC_MESSAGES/tracker.po
SOURCES := pyproject.toml hatch_build.py package.json package-lock.json
UV_COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	--no-emit-find-links --custom-compile-command "make lock"

.DELETE_ON_ERROR:
.PHONY: run test check lint types soak fuzz a11y bench evaluate weights lock resolve screenshots clean python translations

run: $(VENV)/run.stamp
	@$(BIN)/tracker demo --port $(PORT)

test: $(VENV)/test.stamp lint types
	$(BIN)/python -m pytest -n $(WORKERS) --dist worksteal

lint: $(VENV)/test.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/test.stamp
	$(BIN)/mypy

# The long forms of tests whose short forms run by default.
soak: $(VENV)/test.stamp
	$(BIN)/python -m pytest -m slow --hypothesis-profile=new

# Very many calls of the interface, good and bad, each answer held against its description.
fuzz: $(VENV)/test.stamp
	$(BIN)/python -m pytest -m fuzz --hypothesis-profile=new

# axe on every page for every role that may open it, in both languages, at three widths.
a11y: $(VENV)/test.stamp
	$(BIN)/python -m pytest -m a11y

bench: $(VENV)/test.stamp
	@for script in benchmarks/*.py; do $(BIN)/python $$script || exit 1; done

# How well the reader reads: papers that rules were tuned on, papers kept back (totals only), and the public agreement.
evaluate: $(VENV)/test.stamp
	@echo "Papers to tune on:"; $(BIN)/tracker evaluate tests/corpus
	@echo; echo "Short papers, each in a layout of its own:"; $(BIN)/tracker evaluate tests/corpus/forms
	@echo; echo "Papers and expressions kept back:"; $(BIN)/tracker evaluate tests/corpus/heldout
	@if [ -n "$(TRACKER_REFERENCE)" ]; then echo; echo "The public agreement and its expressions:"; \
		$(BIN)/tracker evaluate "$(TRACKER_REFERENCE)/gold/budget-2019.json" \
			"$(TRACKER_REFERENCE)/agreement/budget-2019.txt" "$(TRACKER_REFERENCE)/gold/expressions.tsv"; fi

screenshots: $(VENV)/test.stamp
	TRACKER_SCREENSHOTS=docs/images $(BIN)/python -m pytest -m browser tests/browser

# Learns anew, from the papers, openings and sentences of the tests, how likely words tell a promise, or the day of a paper.
weights: $(VENV)/test.stamp
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/learn.txt
	$(BIN)/python -m tests.learning

# Adds texts that are new to the English catalogue, empty, and marks those that are gone; the Danish text is the key.
# The update would write dates and names into the head of the file, or leave it out: it is kept as it stands.
translations: $(VENV)/test.stamp
	mkdir -p build
	$(BIN)/pybabel -q extract -F babel.toml -k mark -k Saying -k count_of:2,3 -k counted:1,2 --no-location --sort-output -o build/tracker.pot .
	@sed '/^$$/q' $(CATALOGUE) > build/head.po
	$(BIN)/pybabel -q update -D tracker -d tracker/translations -i build/tracker.pot --no-fuzzy-matching --no-wrap --omit-header
	@cat $(CATALOGUE) >> build/head.po && mv build/head.po $(CATALOGUE)

lock: $(VENV)/test.stamp
	$(BIN)/python -m pip install --quiet uv
	$(UV_COMPILE) pyproject.toml requirements/build.in -o requirements/run.txt
	$(UV_COMPILE) --extra test pyproject.toml requirements/build.in -o requirements/dev.txt
	$(UV_COMPILE) -c requirements/dev.txt requirements/learn.in -o requirements/learn.txt
	npm install --package-lock-only --ignore-scripts --omit-lockfile-registry-resolved

# Shows that every locked package has a wheel for each Python that is supported.
resolve: $(VENV)/test.stamp
	@for version in 3.11 3.12 3.13 3.14; do \
		$(BIN)/python -m pip install --quiet --dry-run --no-deps --ignore-installed --only-binary :all: \
			--python-version $$version --target $(VENV)/resolve --require-hashes -r requirements/dev.txt \
			&& echo "Python $$version: every locked package has a wheel." || exit 1; \
	done

clean:
	rm -rf $(VENV) build dist tracker/web/static/vendor .mypy_cache .ruff_cache .pytest_cache .hypothesis

python:
	@command -v $(PYTHON) >/dev/null || { \
		echo "Python is missing: install python3, version 3.11 to 3.14 (Debian, Ubuntu: sudo apt install python3 python3-venv)."; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 14))' || { \
		echo "$$($(PYTHON) --version 2>&1) does not fit: install Python 3.11 to 3.14, and name it: make run PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { \
		echo "Python's venv is missing: install it (Debian, Ubuntu: sudo apt install python3-venv) and try again."; exit 1; }

$(BIN)/python: | python
	@echo "Setting up in $(VENV) (first time only) …"
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); exit 1; }

$(VENV)/run.stamp: requirements/run.txt $(SOURCES) | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: requirements/dev.txt $(SOURCES) | $(BIN)/python
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $@ $(VENV)/run.stamp
