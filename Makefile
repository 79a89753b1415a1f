# Needs Python 3.11 or newer with venv, and make; everything else goes into .venv.

PYTHON ?= python3
INPUTS ?= inputs/auxerta
PERIOD ?= 2026-Q3
# Quarters that were signed; their packs are final, so each is made once.
SIGNED ?= 2026-Q1 2026-Q2

VENV := .venv
BIN := $(VENV)/bin
STAMPS := .stamps
RUNTIME := $(STAMPS)/runtime
PROJECT := $(STAMPS)/project
DEV := $(STAMPS)/dev

INSTALL := $(BIN)/python -m pip --disable-pip-version-check --no-input install --quiet

UV_VERSION := 0.13.9
UV := build/lock/bin/uv

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: help report lab test bench torture mutation docs lock clean FORCE

help: ## List the commands
	@awk -F ':.*## ' '/^[a-z]+:.*## / {printf "make %-8s  %s\n", $$1, $$2}' $(MAKEFILE_LIST)

report: $(PROJECT) ## Make the report packs of the reference company, quarter by quarter; print the pages to open
	@for period in $(SIGNED); do \
		test -e "reports/$(notdir $(INPUTS))/$$period/final" || \
			$(BIN)/auditlib run "$(INPUTS)" --period $$period --final || exit; \
	done
	$(BIN)/auditlib run "$(INPUTS)" --period $(PERIOD)

# The copy is where an analyst's data end up in the outputs, so it lies where git does not look.
lab: $(PROJECT) ## Open the explore notebook in JupyterLab, as a copy of your own
	@mkdir -p notebooks/mine
	@test -e notebooks/mine/00_explore.ipynb || cp notebooks/00_explore.ipynb notebooks/mine/
	$(BIN)/jupyter lab notebooks/mine/00_explore.ipynb $(LAB_ARGS)

test: $(DEV) $(PROJECT) ## Check style and types, then run the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/pytest -n 2 $(TEST_ARGS)

torture: $(DEV) $(PROJECT) ## Run the slow tests that kill, starve and flood
	$(BIN)/pytest -m torture $(TEST_ARGS)

mutation: $(DEV) $(PROJECT) ## Change the rules one thing at a time; does a test notice?
	$(BIN)/python -m tests.mutation $(FILES)

bench: $(DEV) $(PROJECT) ## Print wall time and memory on a large register
	$(BIN)/python -m tests.bench

docs: $(PROJECT) ## Write docs/inputs.md and docs/rules.md anew from the code
	$(BIN)/python -m auditlib.description > docs/inputs.md
	$(BIN)/auditlib explain > docs/rules.md

lock: $(UV) ## Renew the locks after a change of dependencies (LOCK_ARGS=--upgrade for newer versions)
	$(call compile,build,runtime)
	$(call compile,dev,dev)

clean: ## Remove the environment, caches and builds; inputs, reports and notebooks/mine stay
	rm -rf $(VENV) $(STAMPS) build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find src tests -name __pycache__ -type d -prune -exec rm -rf {} +

# A lock names neither an index nor the machine it was made on, so it works behind any mirror.
define compile
$(UV) pip compile pyproject.toml --group $(1) --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-header --quiet $(LOCK_ARGS) --output-file requirements/$(2).txt
endef

# An environment survives neither a move of the checkout nor the loss of the Python it was made with.
# The stamp therefore holds the folder it was made in; where that or the interpreter is wrong, all is made anew.
USABLE := $(shell [ "$$(cat $(RUNTIME) 2>/dev/null)" = "$(CURDIR)" ] && $(BIN)/python -c '' 2>/dev/null && echo yes)
ifneq ($(USABLE),yes)
$(RUNTIME): FORCE
endif

# A stamp is written last: an installation that was interrupted is not taken for a finished one.
$(RUNTIME): requirements/runtime.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { \
		echo "auditlib needs Python 3.11 or newer, and '$(PYTHON)' is not." \
			"Name another one: make PYTHON=python3.12 $(MAKECMDGOALS)" >&2; exit 1; }
	@rm -rf $(STAMPS)
	@echo "Setting up $(VENV) with the pinned packages (once; a minute or two) ..."
	@$(PYTHON) -m venv --clear $(VENV)
	@$(INSTALL) --require-hashes --requirement requirements/runtime.txt
	@mkdir -p $(STAMPS)
	@printf '%s\n' "$(CURDIR)" > $@

$(DEV): $(RUNTIME) requirements/dev.txt
	@echo "Adding the test tools (once) ..."
	@$(INSTALL) --require-hashes --requirement requirements/dev.txt
	@touch $@

# Build isolation would download a build backend that no hash covers; the lock holds it instead.
$(PROJECT): $(RUNTIME) pyproject.toml
	@$(INSTALL) --no-deps --no-build-isolation --editable .
	@touch $@

$(UV):
	@$(PYTHON) -m venv --clear build/lock
	@build/lock/bin/python -m pip --disable-pip-version-check install --quiet uv==$(UV_VERSION)
