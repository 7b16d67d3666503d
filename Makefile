# Each target sets up what it needs, so that it works as the first command after a clone.

SHELL := /bin/bash
.DEFAULT_GOAL := help
export LANG := C.UTF-8
export LC_ALL := C.UTF-8

PYTHON := .venv/bin/python
FLASK := .venv/bin/flask
PYTEST := .venv/bin/pytest
N ?= 200

CATALOGUES := $(patsubst %.po,%.mo,$(wildcard translations/*/LC_MESSAGES/messages.po))
SOURCES := app.py settings.py wiring.py logs.py domain use_cases store projections gateways views cli tests benchmarks scripts migrations

.PHONY: help run test test-quick test-browser check format bench demo messages vendor clean

help: ## Show what can be made
	@awk 'BEGIN {FS = ":.*## "} /^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: .venv/.installed $(CATALOGUES) ## Start everything on 127.0.0.1 and print the address and the demo accounts
	@$(FLASK) run-all

test: .venv/.installed-dev .venv/.tools $(CATALOGUES) ## Run all tests, those in a real browser included
	$(PYTEST) -n 2 --dist loadfile --ignore tests/browser
	$(PYTEST) tests/browser

test-quick: .venv/.installed-dev $(CATALOGUES) ## Run the tests that need neither a database server nor a browser
	$(PYTEST) -n 2 tests/unit tests/views

test-browser: .venv/.installed-dev .venv/.tools $(CATALOGUES) ## Run the tests in a real browser
	$(PYTEST) tests/browser

check: .venv/.installed-dev ## Check format, style, types, the direction of imports, and templates
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports
	.venv/bin/djlint --lint --quiet templates

format: .venv/.installed-dev ## Bring the Python files into their format
	.venv/bin/ruff format .
	.venv/bin/ruff check --fix .

bench: .venv/.installed-dev .venv/.tools $(CATALOGUES) ## Measure, and print the results as JSON
	$(PYTHON) -m benchmarks

demo: .venv/.installed $(CATALOGUES) ## Fill the database with N filings in every state (N=200)
	@$(FLASK) db upgrade
	@$(FLASK) demo $(N)

messages: .venv/.installed ## Collect the texts of pages and programs into the catalogues
	.venv/bin/pybabel extract -F babel.cfg -k _l -k lazy_gettext -k lazy_pgettext:1c,2 --sort-by-file --no-wrap --omit-header -o translations/messages.pot .
	.venv/bin/pybabel update -i translations/messages.pot -d translations --no-wrap --no-fuzzy-matching --ignore-obsolete

vendor: ## Fetch the front-end files anew (needs npm)
	python3 scripts/vendor.py

clean: ## Remove the environment; data under var/ stay
	rm -rf .venv

.venv/.installed: requirements.lock scripts/bootstrap.sh
	@scripts/bootstrap.sh requirements.lock
	@touch $@

.venv/.installed-dev: requirements-dev.lock scripts/bootstrap.sh
	@scripts/bootstrap.sh requirements-dev.lock
	@touch $@ .venv/.installed

.venv/.tools: scripts/tools.sh
	@scripts/tools.sh
	@touch $@

%.mo: %.po .venv/.installed
	@.venv/bin/pybabel -q compile -i $< -o $@
