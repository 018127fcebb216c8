# One line per routine. `run` and `test` set everything up themselves, and do nothing twice.
SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
MAKEFLAGS += --no-print-directory

PYTHON ?= $(shell command -v python3.11 || command -v python3 || echo python3.11)
PY := .venv/bin/python
# The networks of councils and hospitals often carry their own certificates: believe what the machine believes.
export UV_SYSTEM_CERTS ?= true
ifneq ($(wildcard /etc/ssl/certs/ca-certificates.crt),)
export NODE_EXTRA_CA_CERTS ?= /etc/ssl/certs/ca-certificates.crt
endif
export PYTHONUNBUFFERED := 1
# A process that keeps what it compiled spares the next one two seconds.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup run test check check-all bench faults throughput lock clean

help: ## this list
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

# Set-up: each step has a file that says it was done -----------------------------------------------------------------
INSTALLED := .venv/installed
LIBRARIES := build/stamps/libraries
PROGRAMS := build/stamps/test-programs
NODE_MODULES := node_modules/.package-lock.json
STYLES := static/build/tracker.css
COLLECTED := build/collected/staticfiles.json

setup: $(LIBRARIES) $(COLLECTED) ## build everything that running and testing need; nothing when it is there

$(INSTALLED): requirements/uv.txt requirements/dev.txt
	@.ci/python "$(PYTHON)"
	@touch $@

$(LIBRARIES): $(INSTALLED)
	@.ci/libraries run
	@mkdir -p $(@D) && touch $@

$(PROGRAMS): $(INSTALLED)
	@.ci/libraries test
	@mkdir -p $(@D) && touch $@

$(NODE_MODULES): package.json package-lock.json .npmrc $(INSTALLED)
	@echo "Fetching the front-end parts ..."
	@PATH="$$PWD/.venv/bin:$$PATH" $(PY) .venv/bin/npm ci --ignore-scripts --loglevel=error
	@touch $@

$(STYLES): $(wildcard static/scss/*.scss) $(NODE_MODULES)
	@echo "Building the styles ..."
	@mkdir -p static/build/fonts
	@cp node_modules/@fontsource/atkinson-hyperlegible/files/atkinson-hyperlegible-latin-{400,700}-{normal,italic}.woff2 static/build/fonts/
	@.venv/bin/node node_modules/sass/sass.js --load-path=node_modules --style=compressed --no-source-map --quiet-deps static/scss/tracker.scss $@

$(COLLECTED): $(STYLES) $(INSTALLED) $(shell find static -type f -not -path 'static/build/*' -not -path 'static/scss/*')
	@env -u TRACKER_MODE TRACKER_VAR=build/setup-var $(PY) manage.py collectstatic --noinput --clear --ignore scss -v0
	@test -s $@ || { echo "The static files were not collected whole. Run it again."; exit 1; }
	@touch $@

# Running ------------------------------------------------------------------------------------------------------------
run: setup ## start the tracker with its demonstration: http://127.0.0.1:8000 (PORT=8080 make run)
	@$(PY) manage.py migrate -v0
	@$(PY) manage.py load_demo --if-empty
	@exec $(PY) manage.py serve

# Proving ------------------------------------------------------------------------------------------------------------
test: setup $(PROGRAMS) ## the whole suite, browser journeys too (on SQLite, or on DATABASE_URL and REDIS_URL)
	@$(PY) -m pytest -n 2 --dist loadscope --no-loadscope-reorder

check: export TRACKER_MODE := test
check: export TRACKER_VAR := build/check-var
check: setup ## what a machine can read: style, types, imports, migrations, compose file, locks
	@$(PY) -m ruff check .
	@$(PY) -m ruff format --check .
	@$(PY) -m djlint --lint --quiet templates
	@$(PY) .venv/bin/lint-imports
	@$(PY) -m mypy
	@$(PY) manage.py check --fail-level WARNING
	@$(PY) manage.py makemigrations --check --dry-run
	@.venv/bin/check-jsonschema --builtin-schema vendor.compose-spec docker-compose.yml
	@! grep -nE '"resolved"|https?://[^ "]*(registry|simple)|--(extra-)?index-url' package-lock.json requirements/*.txt || { echo "A lock file holds the address of a registry: compile it again by 'make lock'."; exit 1; }

bench: export DATABASE_URL ?= postgres://postgres@127.0.0.1:5432/postgres
bench: setup ## how fast it is, as ratios to the least that could do the same work (PostgreSQL)
	@$(PY) -m benchmarks

faults: setup ## the month end a thousand times, with something going wrong each time (RUNS=60, MINUTES=30)
	@$(PY) -m tests.faults --runs $(or $(RUNS),1000) --minutes $(or $(MINUTES),0)

throughput: setup ## fifty boards and six hundred mails: one worker, two, and pages meanwhile (BOARDS=50, MINUTES=15)
	@$(PY) -m tests.faults.throughput --boards $(or $(BOARDS),50) --minutes $(or $(MINUTES),15)

check-all: ## everything that a submission must pass
	@.ci/run

# Rarely -------------------------------------------------------------------------------------------------------------
lock: $(INSTALLED) ## compile the lock files again from pyproject.toml and package.json
	@.ci/lock

clean: ## remove what set-up built (not the data in var/)
	@rm -rf .venv node_modules static/build build
