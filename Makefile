# Needs Python 3.11 or newer, git and make. Everything else goes into .venv.

PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --quiet --disable-pip-version-check
LOCKED := install --require-hashes --no-build-isolation --requirement .ci/locks
COMPILE := build/lock/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-annotate \
	--custom-compile-command 'make lock'

.PHONY: help demo preview test golden check wheel lock clean

help:
	@echo "make demo    publish the embedded sample list into feeds/"
	@echo "make preview show the sample list's page at http://127.0.0.1:8000/, and again after each change"
	@echo "make test    run all tests"
	@echo "make check   run the linters and type checkers"
	@echo "make golden  rewrite the expected outputs of the tests"
	@echo "make wheel   build the packages into dist/"
	@echo "make lock    pin the newest versions in .ci/locks"
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

# What builds packages is locked too, so they are built without isolation: feedgen, which comes as source, and ours.
.venv/.base: pyproject.toml .ci/locks/build.txt .ci/locks/run.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "error: publisher needs Python 3.11 or newer; try make PYTHON=python3.12")'
	$(PYTHON) -m venv .venv
	$(PIP) $(LOCKED)/build.txt
	$(PIP) $(LOCKED)/run.txt
	$(PIP) install --no-deps --no-build-isolation --editable .
	@touch $@

.venv/.test: .venv/.base .ci/locks/test.txt
	$(PIP) $(LOCKED)/test.txt
	@touch $@

.venv/.check: .venv/.base .ci/locks/check.txt
	$(PIP) $(LOCKED)/check.txt
	@touch $@

# From nothing but pyproject.toml, for every Python and system that we support; each file agrees with those before it.
lock:
	rm -rf build/lock
	$(PYTHON) -m venv build/lock
	build/lock/bin/python -m pip --quiet install uv
	$(COMPILE) --group build -o build/lock/build.txt
	$(COMPILE) pyproject.toml -c build/lock/build.txt -o build/lock/run.txt
	$(COMPILE) pyproject.toml --extra send --group test \
		-c build/lock/build.txt -c build/lock/run.txt -o build/lock/test.txt
	$(COMPILE) --group check -c build/lock/build.txt -c build/lock/test.txt -o build/lock/check.txt
	cp build/lock/*.txt .ci/locks
	rm -rf build/lock

clean:
	rm -rf .venv build dist .pytest_cache .mypy_cache .ruff_cache .hypothesis
