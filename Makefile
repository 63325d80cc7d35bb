# `make demo` and `make test` do everything on a machine that has only Debian and Python 3.11 or newer.
PYTHON ?= python3
BIN := .venv/bin
STAMP := .venv/.installed

# Debian keeps venv in a package of its own.
VENV_MISSING = if [ "$$(id -u)" = 0 ]; then apt-get update -qq && apt-get install -y -qq python3-venv; \
	else echo "Install python3-venv, as root, with: apt-get install python3-venv" >&2; exit 1; fi

.PHONY: demo test setup servers lint unit real real-lives real-letters bench man messages clean

demo: setup  ## the main job, from request letter to reply letter, in the sandbox
	@$(BIN)/provision sandbox packages --install || echo "Going on with what is here." >&2
	$(BIN)/provision sandbox demo --to build/demo

test: setup servers lint unit real  ## lint and every test

setup: $(STAMP)  ## makes .venv and installs the package in it

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || $(VENV_MISSING)
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --editable '.[dev]'
	touch $(STAMP)

servers: setup  ## installs the Debian packages the sandbox needs, or says which are missing
	$(BIN)/provision sandbox packages --install

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

unit: setup  ## what needs no server
	$(BIN)/pytest -q -m 'not sandbox'

real: setup servers  ## what talks to real servers, inside the sandbox
	$(BIN)/provision sandbox run -- $(BIN)/pytest -q -m sandbox tests/sandbox
	$(MAKE) --no-print-directory --jobs 2 --output-sync=target real-lives real-letters

# Two sandboxes side by side: each has servers of its own, and most of the time is waiting.
LIVES := $(addprefix tests/real/test_,$(addsuffix .py,child_zone killed lapse life_on_servers line postgres_restart))
IN_SANDBOX := $(BIN)/provision sandbox run -- $(BIN)/pytest -q -m sandbox -p no:cacheprovider

real-lives:
	$(IN_SANDBOX) $(LIVES)

real-letters:
	$(IN_SANDBOX) --ignore tests/sandbox $(addprefix --ignore ,$(LIVES))

bench: setup servers  ## speeds beside the peers of the field, in build/bench.json
	$(BIN)/python -m tests.bench

man: setup  ## manual pages in English and Indonesian, in build/man
	$(BIN)/provision manual build/man

messages: setup  ## reads the messages out of the code and compiles the catalogue
	$(BIN)/python -m tests.catalogue

clean:
	rm -rf .venv build
