# The two commands: make demo, make test. Both make what they need first.
SHELL := /bin/sh
.DEFAULT_GOAL := help
.PHONY: help env demo test check bench soak lock clean

# the first Python here that the pinned packages support
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(not (3, 11) <= sys.version_info[:2] <= (3, 13))' >/dev/null 2>&1 && { echo $$p; break; }; done)
BIN := .venv/bin

# uv reads its own variables only: what is set for pip goes for it, too
UV_ENV = $(if $(PIP_INDEX_URL),UV_DEFAULT_INDEX="$${UV_DEFAULT_INDEX:-$(PIP_INDEX_URL)}") \
	$(if $(PIP_EXTRA_INDEX_URL),UV_INDEX="$${UV_INDEX:-$(PIP_EXTRA_INDEX_URL)}") \
	$(if $(PIP_CERT),SSL_CERT_FILE="$${SSL_CERT_FILE:-$(PIP_CERT)}")

help:
	@echo "make demo   the whole river on invented pages: messy text in, a loaded dataset out"
	@echo "make test   every test and check, with a real Label Studio and a real browser"
	@echo "make env    the environments only: .venv/ here, and the server's in your cache"
	@echo "make bench  figures; make soak  many damaged pages"
	@echo "make check  the quick checks; make lock  the lock files anew; make clean  what was made"

env: .venv/made

.venv/made: .ci/bootstrap.lock .ci/dev.lock toolkit/studio/server.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "talentwire needs Python 3.11, 3.12 or 3.13 (PYTHON=/path/to/python)"; exit 3; }
	@echo "making .venv with $$($(PYTHON) --version) ..."
	@$(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r .ci/bootstrap.lock
	@$(UV_ENV) $(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes .ci/dev.lock
	@$(UV_ENV) $(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation -e .
	@echo "making the environment of the pinned Label Studio, in your cache ..."
	@$(UV_ENV) $(BIN)/toolkit studio install
	@touch $@

demo: env
	@$(BIN)/toolkit demo $(ARGS)

# Two workers, as there are two cores on the smallest machine this is meant for; live tests share one server a worker.
test: check
	@$(BIN)/python -m pytest -n 2 --dist loadgroup -rs $(ARGS)

check: env
	@$(BIN)/ruff format --check --quiet . || { echo "run: ruff format ."; exit 1; }
	@$(BIN)/ruff check --quiet .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache >/dev/null || $(BIN)/lint-imports --no-cache
	@$(BIN)/toolkit scheme render --check
	@$(BIN)/python -m pytest tests/test_docs.py

# Figures, never asserts. HTML needs pages: PAGES=folder (tests/bench/html.py says which, and where they come from).
bench: env
	@$(BIN)/python -m tests.bench.dumps
	@$(BIN)/python -m tests.bench.dedup $(ARGS)
	@$(BIN)/python -m tests.bench.suggest
	@$(BIN)/python -m tests.bench.desk
	@$(if $(PAGES),$(BIN)/python -m tests.bench.html --pages $(PAGES),echo "no PAGES=folder: the HTML bench is left out")

# A hundred thousand damaged pages, each proven. ARGS="--pages N --first N" for others.
soak: env
	@$(BIN)/python -m tests.soak $(ARGS)

# Lock files hold hashes and no index's name, so that any index can serve them.
COMPILE = $(BIN)/uv pip compile --quiet --universal --generate-hashes --no-emit-index-url --no-header --python-version 3.11
lock:
	$(COMPILE) .ci/bootstrap.in -o .ci/bootstrap.lock
	$(COMPILE) pyproject.toml --extra dev -o .ci/dev.lock
	$(COMPILE) toolkit/studio/server.in -o toolkit/studio/server.lock

# what was given (data/raw, data/pulls) is nobody's to remove
clean:
	rm -rf .venv dist data/articles data/predictions data/models data/releases data/repairs data/demos
