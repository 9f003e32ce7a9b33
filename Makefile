# Two commands: `make run` and `make test`. Everything else serves them.

PYTHON ?= python3.11
VENV := .venv
BIN := $(VENV)/bin
export PYTHONPATH := platform:.

HOST ?= 127.0.0.1
PORT ?= 8000
SITE_LOCK := $(if $(DATABASE_URL)$(REDIS_URL),requirements-production.txt,requirements.txt)
SOURCES := platform studygroup sessions archive qna tests manage.py

.PHONY: run manage test test-core check fmt lock bench soak

## run: the site with its demo content, on http://localhost:$(PORT)/
run: export DEMO ?= 1
run: export HOST := $(HOST)
run: export PORT := $(PORT)
run: $(VENV)/$(SITE_LOCK)
	@exec $(BIN)/python -m config.run

## manage: a command with the settings of `make run`: make manage ARGS="load_demo --rewind"
manage: export DEMO ?= 1
manage: $(VENV)/$(SITE_LOCK)
	@$(BIN)/python -m config.run $(ARGS)

## test: the whole suite on what DATABASE_URL and REDIS_URL say; browser tests where Chromium is found
test: $(VENV)/requirements-dev.txt
	@command -v chromium >/dev/null || echo "Chromium was not found: the browser tests are skipped."
	$(BIN)/python -m pytest -n 2 $(ARGS)

## test-core: the same without browser, nginx and ffmpeg
test-core: $(VENV)/requirements-dev.txt
	$(BIN)/python -m pytest -n 2 -m "not browser and not external" $(ARGS)

## check: lint, format, types, import contracts, templates, migrations, deployment
check: export SECRET_KEY := check-only-not-a-secret-0123456789-abcdefghijklmnopqrstuvwxyz
check: export SITE_URL := https://study.example.org
check: $(VENV)/requirements-dev.txt
	$(BIN)/ruff check $(SOURCES)
	$(BIN)/ruff format --check $(SOURCES)
	$(BIN)/djade --check --target-version 5.2 $$(git ls-files 'templates/*.html')
	$(BIN)/djhtml --check --tabwidth 2 templates
	$(BIN)/lint-imports
	$(BIN)/mypy $$(git ls-files $(foreach part,rules actions events emails,'*/$(part).py' '*/$(part)/*.py'))
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/python manage.py check --deploy --fail-level WARNING

## fmt: put code and templates into their form
fmt: $(VENV)/requirements-dev.txt
	$(BIN)/ruff check --fix $(SOURCES)
	$(BIN)/ruff format $(SOURCES)
	-$(BIN)/djade --target-version 5.2 $$(git ls-files 'templates/*.html')
	-$(BIN)/djhtml --tabwidth 2 templates

## bench: queries, CPU, latency and requests per second, beside an empty view in the same run; enrolling and sign-ups
bench: $(VENV)/requirements-dev.txt
	$(BIN)/python -m tests.load.bench $(ARGS)
	$(BIN)/python -m tests.load.enrolment
	$(BIN)/python -m tests.load.board
	$(BIN)/python -m tests.load.search
	$(BIN)/python -m tests.load.delivery
	$(BIN)/python -m tests.load.sign_ups --people 200 --seats 50
	$(BIN)/python -m tests.load.live

## soak: the long figures
soak: $(VENV)/requirements-dev.txt
	$(BIN)/python -m tests.load.bench --seconds 60 $(ARGS)
	$(BIN)/python -m tests.load.sign_ups --rounds 20 --people 200 --seats 30
	$(BIN)/python -m tests.load.races --rounds 20
	$(BIN)/python -m tests.load.soak_letters
	$(BIN)/python -m tests.load.live --readers 1000 --seconds 300

## lock: pin every package with its hashes; no index address is written
lock: $(VENV)/requirements-dev.txt
	$(BIN)/uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q -o requirements.txt
	$(BIN)/uv pip compile pyproject.toml --extra production --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q -o requirements-production.txt
	$(BIN)/uv pip compile pyproject.toml --extra production --extra dev --universal --python-version 3.11 --generate-hashes --no-emit-index-url -q -o requirements-dev.txt

# A copy of the lock inside .venv tells that it is installed.
$(VENV)/%.txt: %.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $<
	@cp $< $@
