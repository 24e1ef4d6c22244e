# Needs Python 3.11 or newer, git and make. Everything else goes into .venv.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
LOCKED := --constraint constraints.txt

.PHONY: help demo preview test golden check wheel lock clean

help:
	@echo "make demo    publish the embedded sample list into feeds/"
	@echo "make preview show the sample list's page at http://127.0.0.1:8000/, and again after each change"
	@echo "make test    run all tests"
	@echo "make check   run the linters and type checkers"
	@echo "make golden  rewrite the expected outputs of the tests"
	@echo "make wheel   build the packages into dist/"
	@echo "make lock    pin the newest versions in constraints.txt"
	@echo "make clean   delete what make has made, feeds/ excepted"

demo: .venv/.base
	$(BIN)/publisher demo feeds

preview: .venv/.base
	@test -d build/sample || $(BIN)/publisher demo build/feeds --keep build/sample --quiet
	$(BIN)/publisher preview build/sample --as-of 2026-07-02

test: .venv/.test
	$(BIN)/python -m pytest -n 2 -q

golden: .venv/.test
	$(BIN)/python -m pytest -n 2 -q --update-golden

check: .venv/.check .venv/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pyright

wheel: .venv/.check .venv/.test
	rm -rf dist
	$(BIN)/python -m build --no-isolation
	$(BIN)/twine check --strict dist/*
	$(BIN)/check-wheel-contents dist

# The build backend is pinned too, so the package is built without isolation.
.venv/.base: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "error: publisher needs Python 3.11 or newer; try make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(PIP) install $(LOCKED) pip
	$(PIP) install $(LOCKED) --group build
	$(PIP) install $(LOCKED) --no-build-isolation --editable .
	@touch $@

.venv/.test: .venv/.base
	$(PIP) install $(LOCKED) --group test
	@touch $@

.venv/.check: .venv/.base
	$(PIP) install $(LOCKED) --group check
	@touch $@

# From nothing but pyproject.toml, with the oldest Python we support: it needs the most packages.
lock:
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip --quiet install --upgrade pip
	build/lock/bin/python -m pip --quiet install --group build
	build/lock/bin/python -m pip --quiet install --no-build-isolation --editable '.[send]' --group test --group check
	echo '# Exact versions for development, made by `make lock`.' > constraints.txt
	build/lock/bin/python -m pip freeze --all --exclude-editable >> constraints.txt
	rm -rf build/lock

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
