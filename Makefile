# The two commands of the README are `make demo` and `make test`; both set up whatever they need.
PYTHON ?= python3
VENV   := .venv
PY     := $(VENV)/bin/python
PIP    := $(PY) -m pip install --quiet --disable-pip-version-check --require-hashes

.PHONY: system demo test torture bench lint format catalogue lock clean

demo: $(VENV)/.runs  ## set up, then open the program on a made-up school
	@$(PY) -m tui.command_line demo

test: $(VENV)/.tests .build/tinydb/.ready system  ## set up, then every check: format, lint, types, walls, catalogues, tests
	@$(PY) tests/checks.py

torture: $(VENV)/.tests .build/tinydb/.ready system  ## what takes longer than a coffee: more random histories, faults and writers
	@TILSTEDE_TORTURE=1 $(PY) -m pytest -q -n auto

bench: $(VENV)/.tests .build/peers/.ready  ## the budgets, each as a ratio measured in the same run
	@$(PY) -m tests.bench

format: $(VENV)/.tests
	@$(VENV)/bin/ruff check --fix-only --quiet . ; $(VENV)/bin/ruff format --quiet .

catalogue: $(VENV)/.tests  ## take the texts out of the code into the English catalogue, and compile it
	@$(PY) tests/catalogue.py

lock:  ## renew the locked versions (needs uv)
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-header --upgrade -o requirements.lock
	uv pip compile pyproject.toml --group dev --universal --python-version 3.11 --generate-hashes --no-header --upgrade -o requirements-dev.lock

clean:
	rm -rf $(VENV) .build dist .mypy_cache .ruff_cache .hypothesis .import_linter_cache

system:  # what the tests need of the machine
	@sh tests/system.sh

$(PY):
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Tilstede needs Python 3.11 or newer; say which with: make PYTHON=python3.12 …" >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { echo "No virtual environment could be made; on Debian: apt install python3-venv" >&2; exit 1; }

$(VENV)/.runs: requirements.lock | $(PY)
	@$(PIP) -r requirements.lock
	@touch $@

.build/peers/.ready: tests/bench/peers.lock
	@$(PYTHON) -m venv .build/peers
	@.build/peers/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/bench/peers.lock
	@touch $@

# TinyDB's own tests, from its source distribution. Without it they are skipped, and say so; a machine must have it.
.build/tinydb/.ready: tests/store/tinydb.lock | $(VENV)/.tests
	@rm -rf .build/tinydb && mkdir -p .build/tinydb/suite
	@$(PY) -m pip download --quiet --disable-pip-version-check --require-hashes --no-binary tinydb --no-deps \
		--no-build-isolation -d .build/tinydb -r $< \
	&& tar -xzf .build/tinydb/tinydb-*.tar.gz -C .build/tinydb/suite --strip-components=2 --wildcards '*/tests/*' \
	&& touch $@ || { echo "TinyDB's source distribution could not be fetched; its tests will be skipped" >&2; test "$$CI" != true; }

$(VENV)/.tests: requirements-dev.lock requirements.lock | $(PY)
	@$(PIP) -r requirements-dev.lock
	@touch $@ $(VENV)/.runs
