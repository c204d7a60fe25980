# make demo   build the seed documents and serve them on http://127.0.0.1:8000/
# make test   the whole suite: format, lint, types, tests, evaluation floors
# make bench  print start-up, speed and memory figures
# make train  train the extractor again (DATA=folder of the training data; see training/README.md)
# make lock   pin the newest versions that pyproject.toml admits
# Variables: PYTHON (3.11 or newer), VENV, HOST, PORT.

PYTHON ?= $(shell command -v python3.11 || command -v python3.12 || command -v python3)
VENV ?= .venv
HOST ?= 127.0.0.1
PORT ?= 8000
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check

.PHONY: demo test bench train lock clean

demo: $(VENV)/.installed
	$(BIN)/kg demo --seeds seeds --store demo-store --host $(HOST) --port $(PORT)

test: $(VENV)/.installed-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest
	$(BIN)/kg evaluate tests/data/dev --floors tests/data/dev/floors.toml
	$(BIN)/kg evaluate tests/data/event_free --event-free --floors tests/data/event_free/floors.toml

bench: $(VENV)/.installed-dev
	$(BIN)/python tests/bench.py

train: $(VENV)/.installed-dev
	@test -n "$(DATA)" || { echo "make: name the folder of the training data: make train DATA=/path/to/data (training/README.md says what it holds)"; exit 2; }
	$(PIP) -r training/requirements.txt
	$(BIN)/python -m training.pipeline "$(DATA)"

lock: $(VENV)/.installed-dev
	$(PIP) uv
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --extra fast pyproject.toml -o requirements.lock
	$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --custom-compile-command 'make lock' --extra dev pyproject.toml -o requirements-dev.lock

clean:
	rm -rf $(VENV) demo-store dist build

$(VENV)/bin/python:
	@test -n "$(PYTHON)" || { echo "make: no Python found; install Python 3.11 or newer, or name it: make demo PYTHON=/path/to/python3.11"; exit 2; }
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "make: $(PYTHON) is $$($(PYTHON) --version 2>&1); Python 3.11 or newer is needed: make demo PYTHON=/path/to/python3.11"; exit 2; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); echo "make: $(PYTHON) cannot make a virtual environment; on Debian and Ubuntu install the package python3-venv"; exit 2; }

$(VENV)/.installed: $(VENV)/bin/python pyproject.toml requirements.lock hatch_build.py
	@$(PIP) --require-hashes -r requirements.lock && $(PIP) --no-deps -e . || { echo "make: the installation failed; the lines above say where. It needs a network that reaches PyPI and the npm registry once; behind a mirror, configure pip (index-url) and npm (registry)"; exit 2; }
	@touch $@

$(VENV)/.installed-dev: $(VENV)/bin/python pyproject.toml requirements-dev.lock hatch_build.py
	@$(PIP) --require-hashes -r requirements-dev.lock && $(PIP) --no-deps -e . || { echo "make: the installation failed; the lines above say where. It needs a network that reaches PyPI and the npm registry once; behind a mirror, configure pip (index-url) and npm (registry)"; exit 2; }
	@touch $@ $(VENV)/.installed
