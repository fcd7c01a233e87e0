# One entry for people and machines. Works after nothing but `git clone`.
.PHONY: setup run test soak bench manual package lock clean
SHELL := /bin/bash
.DEFAULT_GOAL := test

BIN := .venv/bin
STAMP := .venv/.set-up
# People meet every order of tests; a machine that judges a change meets one.
FIXED_ORDER := $(if $(CI),-p no:randomly,)

setup: $(STAMP)  ## Debian libraries, .venv with the locked packages, the program itself

$(STAMP): requirements.lock pyproject.toml tools/setup.sh
	@tools/setup.sh
	@touch $@

run: setup  ## the window; without a display, a practice season
	@tools/run.sh

test: setup  ## formatting, lint, types, import contracts, tests
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/pytest $(FIXED_ORDER)

soak: setup  ## new histories between villages and district for HOURS; a seed tells one again
	$(BIN)/python -m tests.simulation $(HOURS) $(SEED)

bench: setup  ## every figure beside its floor; fails when a bound is missed
	$(BIN)/python -m tests.benchmarks

manual: setup  ## the pictures, the manual and the desk card in docs/, from the running program
	$(BIN)/python -m tools.manual

package: setup  ## the frozen program in dist/jisheng, proved by its own self-test
	@tools/setup.sh packaging
	$(BIN)/pyinstaller --noconfirm --log-level WARN build.spec
	QT_QPA_PLATFORM=offscreen dist/jisheng/jisheng --self-test

lock:  ## requirements.lock anew from pyproject.toml
	@tools/lock.sh

clean:
	rm -rf .venv build dist *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -prune -exec rm -rf {} +
