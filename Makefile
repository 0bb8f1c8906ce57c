# The commands of this project. `make` or `make help` lists them.
# `make demo` and `make test` do all their own set-up on a bare Debian or Ubuntu with git, make and python3-venv.

SHELL := /bin/sh
.DEFAULT_GOAL := help
PY := .venv/bin/python
SCRATCH := $(PY) -m cpboard.embedded.scratch
export PYTHONPATH := $(CURDIR)
TESTS ?=
# For every Python from 3.11.0 on, not only the one at hand: Debian 12 has 3.11.2, which needs more packages than 3.11.7.
LOCK := $(PY) -m uv pip compile --quiet --universal --python-version 3.11 --no-annotate --no-header --generate-hashes

# Settings of a real installation, for the checks that judge one.
LIKE_PRODUCTION := env -u DEMO -u DEBUG BEHIND_TLS=1 ALLOWED_HOSTS=board.example.org \
	SECRET_KEY=for-the-deploy-check-only-0123456789-abcdefghijklmnopqrstuvwxyz \
	FIELD_KEY=Zm9yLXRoZS1kZXBsb3ktY2hlY2stb25seS0wMTIzNDU=

.PHONY: help demo test check check-fast deep bench css lock fmt install clean

help: ## list these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)
	@echo "  bin/manage …      any manage.py command, on DATABASE_URL or the embedded database"
	@echo "Settings: PORT=8000 HOST=127.0.0.1 DATA_DIR=./var, and those of .env.example. TESTS='…' goes to pytest."

demo: ## install what is missing and serve the demo council on http://localhost:8000; Ctrl-C ends it
	@bin/install demo
	@exec $(PY) -m cpboard.embedded.supervisor

test: ## install what is missing and run the whole suite, browser tests included
	@bin/install test
	$(PY) -m pytest -n 2 $(TESTS)

check: ## lint, format, types, import contracts, migrations, deploy check, templates
	@bin/install check
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports --no-logo
	$(LIKE_PRODUCTION) $(SCRATCH) .venv/bin/mypy .
	$(LIKE_PRODUCTION) $(SCRATCH) $(PY) bin/check-deploy
	$(SCRATCH) $(PY) bin/check-templates

check-fast: ## what of `make check` takes under 30 seconds
	@bin/install check
	$(PY) -m ruff check .
	$(PY) -m ruff format --check .
	.venv/bin/lint-imports --no-logo
	$(LIKE_PRODUCTION) $(SCRATCH) $(PY) bin/check-deploy
	$(SCRATCH) $(PY) bin/check-templates

deep: ## the long nets at full count, each with its figure on a line
	@bin/install test
	$(PY) -m pytest -m deep -p no:randomly -s --timeout=0 $(TESTS)

bench: ## the benchmark, one JSON object a line
	@bin/install test
	@$(SCRATCH) $(PY) -m bench

css: ## compile styles/base.scss to static/cpb/base.css (needs Node)
	@command -v npm >/dev/null || { echo "npm is missing. The compiled stylesheet is committed: only a change of the look needs it."; exit 1; }
	npm install --no-audit --no-fund --no-package-lock
	npm run build:css

lock: ## write requirements.txt and requirements-dev.txt anew from pyproject.toml (needs uv)
	@bin/install check
	@$(PY) -m uv --version >/dev/null 2>&1 || $(PY) -m pip install --quiet uv
	$(LOCK) --extra embedded pyproject.toml -o requirements.txt
	$(LOCK) --extra embedded --extra dev -c requirements.txt pyproject.toml -o requirements-dev.txt

fmt: ## format the code and mend what ruff can mend
	@bin/install check
	$(PY) -m ruff check --fix .
	$(PY) -m ruff format .

install: ## install everything that `make demo` and `make test` need, and start nothing
	@bin/install test

clean: ## remove what the tools left; the data in DATA_DIR stays
	rm -rf .pytest_cache .mypy_cache .ruff_cache .import_linter_cache htmlcov .coverage
	find . -name __pycache__ -not -path './.venv/*' -not -path './node_modules/*' -prune -exec rm -rf {} +
