# Needs Python 3.11 or newer and make, nothing else. `make help` lists the targets.
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
UV_VERSION := 0.13.8
STAMP := $(VENV)/.synced
PAGES := src/fluxion/faces/http/pages/.built

# Certificates as the machine trusts them: companies put their own registry mirror behind their own authority.
export UV_SYSTEM_CERTS ?= true

# Modules stay compiled between processes, also where the machine says otherwise: else each start of the program compiles every module anew.
export PYTHONDONTWRITEBYTECODE :=

.DEFAULT_GOAL := help
.PHONY: help setup demo up spark test check e2e bench pages lock openapi migration clean

help: ## List the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-10s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(STAMP) ## Install everything into .venv

$(STAMP): requirements-dev.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(0 if (3, 11) <= sys.version_info[:2] < (3, 14) else "Fluxion needs Python 3.11, 3.12 or 3.13; set PYTHON=…")'
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV) || (echo "python3 -m venv failed; on Debian: apt-get install python3-venv" && false)
	@test "$$($(BIN)/uv --version 2>/dev/null | cut -d' ' -f2)" = "$(UV_VERSION)" || $(BIN)/python -m pip install --quiet --disable-pip-version-check uv==$(UV_VERSION)
	@$(BIN)/uv pip sync --quiet --python $(BIN)/python --require-hashes requirements-dev.lock
	@$(BIN)/uv pip install --quiet --python $(BIN)/python --no-deps --no-build-isolation --editable .
	@touch $@

pages: $(STAMP) ## Build the pages (nothing is done while web/ is unchanged)
	@$(BIN)/python web/scripts/build.py

demo: pages ## Load the demo distributor, plan it and serve it on PORT
	@$(BIN)/fluxion demo --port $(PORT)

up: pages ## Serve the company in var/ (see fluxion init)
	@$(BIN)/fluxion up --port $(PORT)

check: pages ## Lint, types and the rules of the house
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-cache
	@$(BIN)/pytest tests/house
	@$(BIN)/python web/scripts/check.py

test: pages ## The whole suite
	@$(BIN)/pytest -n auto --dist loadfile --no-loadscope-reorder -rs

e2e: pages ## The stories in a real browser
	@$(BIN)/pytest -m browser -rs tests/stories

bench: pages ## Measure, and print the figures
	@$(BIN)/python -m benchmarks

lock: ## Renew the locks (names, versions and hashes; no addresses)
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11 pyproject.toml -o requirements.lock $(ARGS)
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11 pyproject.toml --group dev -o requirements-dev.lock $(ARGS)
	@$(BIN)/uv pip compile --quiet --universal --generate-hashes --no-annotate --no-header --python-version 3.11 pyproject.toml --group dev --group spark -o requirements-spark.lock $(ARGS)

spark: $(STAMP) ## Forecast and plan on a cluster of two Spark workers and compare (needs Java 17)
	@test -x .venv-spark/bin/python || $(PYTHON) -m venv .venv-spark
	@$(BIN)/uv pip sync --quiet --python .venv-spark/bin/python --require-hashes requirements-spark.lock
	@$(BIN)/uv pip install --quiet --python .venv-spark/bin/python --no-deps --no-build-isolation --editable .
	@.venv-spark/bin/pytest tests/adapters/test_spark.py -q -rs

openapi: $(STAMP) ## Write openapi.json and the typed client of the pages
	@$(BIN)/fluxion openapi --out openapi.json
	@$(BIN)/python web/scripts/node.py npm --prefix web run --silent api

migration: $(STAMP) ## Write the next migration: make migration name="why"
	@$(BIN)/python -m fluxion.migrations "$(name)"

clean: ## Remove what was built
	rm -rf $(VENV) web/node_modules src/fluxion/faces/http/pages .mypy_cache .ruff_cache dist
