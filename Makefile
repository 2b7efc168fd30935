# Two commands: `make run` and `make test`. Both set everything up first; nothing needs root but Debian's packages.
.PHONY: run setup test check bench docs
SHELL := /bin/bash
GENBA := .venv/bin/genba

run: .venv/.ready            ## set up, load the demonstration into an empty database, serve on http://127.0.0.1:8000
	GENBA_DEMO=1 $(GENBA) up --demo

setup: .venv/.ready-for-tests ## only the setting up, for running and for testing
	@bash scripts/servers.sh || true
	GENBA_DEMO=1 $(GENBA) up --demo --only-set-up

test: .venv/.ready-for-tests  ## the whole suite, on SQLite and on PostgreSQL, in a real browser; the last line counts
	@bash scripts/servers.sh || true
	@.venv/bin/python -m tests.whole

check: .venv/.ready-for-tests ## style, types, arrows, shape
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	.venv/bin/lint-imports --no-cache
	.venv/bin/genba modules check modules/*/
	.venv/bin/python -m pytest -q -p no:cacheprovider tests/shape

bench: .venv/.ready-for-tests ## speed and size, as ratios to floors built in the same run
	.venv/bin/python -m bench

docs: .venv/.ready-for-tests  ## write the generated references anew
	.venv/bin/python scripts/references.py

.venv/.ready: pyproject.toml uv.lock
	@bash scripts/environment.sh --inexact
	@touch $@

.venv/.ready-for-tests: pyproject.toml uv.lock
	@bash scripts/environment.sh --all-groups --no-group linkage
	@touch $@ .venv/.ready
