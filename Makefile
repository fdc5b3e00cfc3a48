# make run    everything on this machine, the page at http://127.0.0.1:8000
# make test   lint, types, unit, integration and browser tests
# make test-compose    the same system as docker compose brings it up, changed under load; needs a Docker engine
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test test-compose lint clean

run: $(VENV)/run
	@exec $(BIN)/python -m deploy.local --port $(PORT)

test: $(VENV)/test
	@tests/system-packages
	$(MAKE) --no-print-directory lint
	$(BIN)/python -m pytest $(ARGS)

# the first test waits for the images to be built
test-compose: $(VENV)/test
	$(BIN)/python -m pytest -s -m compose --timeout 1800 tests/compose $(ARGS)

lint: $(VENV)/test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

clean:
	rm -rf $(VENV) var runs

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Vitrine needs Python >= 3.11; name one with make PYTHON=python3.13"; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "Python's venv module is missing: apt install python3-venv"; exit 1; }

# an extra is installed anew when what it consists of has changed
$(VENV)/run $(VENV)/test: $(VENV)/%: pyproject.toml constraints.txt | $(BIN)/python
	@echo "Installing what 'make $*' needs into $(VENV) (minutes the first time) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[$*]'
	@touch $@
