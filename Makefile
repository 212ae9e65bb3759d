# The one entry to everything: `make help` lists the targets.
PYTHON ?= python3.11
PYTHON := $(shell command -v $(PYTHON) 2>/dev/null || command -v python3)
BIN := .venv/bin
STAMP := .venv/.installed
CLIENTS := .venv/clients/.installed
export DBT_SEND_ANONYMOUS_USAGE_STATS := false
export GX_ANALYTICS_ENABLED := false
# a build starts a dozen Pythons: without byte code each compiles the project again
unexport PYTHONDONTWRITEBYTECODE

.DEFAULT_GOAL := help
.PHONY: help setup build test lint lint-python lint-sql mutation faults fuzz printed torture vulnerabilities bench spark-test bench-readers demo docs lineage format lock clean

help: ## list the targets
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

$(STAMP): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; assert sys.version_info[:2] == (3, 11), "Python 3.11 is needed: make PYTHON=/path/to/python3.11"'
	$(PYTHON) -m venv .venv
	$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	@touch $(STAMP)

setup: $(STAMP) ## create .venv from the hashed lock file

build: $(STAMP) ## build, audit and publish the warehouse from disclosures/ (exit 2 of juesuan, "some blocks withheld", is a success here)
	@$(BIN)/juesuan build --source disclosures --output warehouse || test $$? -eq 2

$(CLIENTS): $(STAMP) $(wildcard tests/clients/*)
	@rm -rf .venv/clients
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --target .venv/clients/duckdb-1.4 -r tests/clients/duckdb-1.4.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --target .venv/clients/duckdb-1.5 -r tests/clients/duckdb-1.5.lock
	@mkdir -p .venv/clients/node && cp tests/clients/*.json .venv/clients/node/
	@if command -v npm >/dev/null; then cd .venv/clients/node && npm install --silent --no-save --no-audit --no-fund 2>/dev/null; else echo "no npm: the client of Node is not tested"; fi
	@touch $(CLIENTS)

# long files first: the short ones at the end keep all processes busy
test: $(CLIENTS) ## run every test, in a process a core, the tests of a file together
	$(BIN)/pytest --numprocesses auto --maxprocesses 4 --dist loadfile --no-loadscope-reorder

# mypy keeps one core busy: the SQL is looked at beside it
lint: ## ruff, mypy and sqlfluff
	@$(MAKE) --no-print-directory --jobs 2 lint-python lint-sql

lint-python: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lint-sql: $(STAMP)
	JUESUAN_DATABASE=:memory: $(BIN)/sqlfluff lint models tests --processes 2

demo: $(STAMP) ## build warehouse/demo.duckdb from forty synthetic departments over eight years
	$(BIN)/python -m benchmarks.demo --output warehouse

mutation: $(STAMP) ## damage every figure of the documents and count what the identities catch
	$(BIN)/python -m benchmarks.mutation
	$(BIN)/python -m benchmarks.prose_mutation

faults: $(STAMP) ## put 10,000 extraction faults into synthetic disclosures and compare every fact with the truth
	$(BIN)/python -m benchmarks.extraction_faults

fuzz: $(STAMP) ## read 100,000 mutated documents and write what happened into docs/security.md
	$(BIN)/python -m benchmarks.fuzz --write

printed: $(STAMP) ## print synthetic disclosures with the browsers, office programs and pdftotext that are here, and compare what is read
	$(BIN)/python -m benchmarks.printed

torture: $(STAMP) ## kill, starve and corrupt builds, and write what happened into docs/reliability.md (hours)
	$(BIN)/python -m benchmarks.torture

vulnerabilities: $(STAMP) ## ask pip-audit about the lock file (needs the advisories of PyPI)
	$(PYTHON) -m venv .venv-audit && .venv-audit/bin/pip install --quiet pip-audit
	.venv-audit/bin/pip-audit --requirement requirements.lock --require-hashes --disable-pip

bench: $(STAMP) ## measure every part beside a baseline, for 1, 1,000 and 10,000 documents (an hour)
	$(BIN)/python -m benchmarks.bench --write

.venv/spark: $(STAMP) spark/requirements.lock
	$(BIN)/pip install --quiet --disable-pip-version-check --no-deps --require-hashes --target .venv/spark -r spark/requirements.lock

spark-test: .venv/spark ## the raw layer and every model on Spark beside those of one machine, row for row (needs Java 17)
	PYTHONPATH=.venv/spark $(BIN)/python -m spark.check

bench-readers: $(STAMP) ## documents a second by format, beside the bare library
	$(BIN)/python -m benchmarks.readers

docs: $(STAMP) ## write the generated pages of docs/ again
	$(BIN)/python -m pipeline.catalogue

lineage: build ## the models as dbt documents them, and the lineage of every column: two pages in warehouse/lineage
	$(BIN)/python -m pipeline.lineage warehouse

format: $(STAMP) ## format Python and SQL
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	JUESUAN_DATABASE=:memory: $(BIN)/sqlfluff fix models tests

lock: ## resolve requirements.lock again from pyproject.toml (needs uv)
	uv pip compile pyproject.toml --extra dev --extra dagster --extra lineage --extra sql --python-version 3.11 --generate-hashes --no-strip-extras \
	  --no-emit-index-url --no-emit-find-links --allow-unsafe --custom-compile-command "make lock" --output-file requirements.lock

clean: ## remove everything that is built (not disclosures, not .venv)
	rm -rf warehouse target logs .pytest_cache .mypy_cache .ruff_cache
