# Counterpoint. Needs Python 3 and make; the rest is fetched into .tools/ and .venv/.

PORT ?= 8000
# A version manager may put a `uv` on the path that only says it is not there: ask it.
UV := $(shell uv --version > /dev/null 2>&1 && echo uv || echo .tools/bin/uv)
PYTHON := .venv/bin/python
COMPILE = $(UV) pip compile --quiet --universal --generate-hashes --no-header --no-annotate

# Install a lock file, unless it is what was installed last.
install = cmp -s $(1) .venv/lock || { echo "Installing $(1)"; rm -f .venv/lock; \
	$(UV) pip sync --quiet --require-hashes $(1) && cp $(1) .venv/lock; }

# Before `exec`: runs the worker of tasks beside what the shell then becomes, and again if it dies,
# until that ends in whatever way.
worker = { while kill -0 $$$$ 2> /dev/null; do $(PYTHON) manage.py run_tasks --beside $$$$; \
	sleep 1; done & }

.PHONY: help demo demo-reset run test lint suite format words lock screenshots runtime development

help:  ## list what make can do
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' Makefile | expand -t 14

demo: export DEMO = 1
demo: export DEBUG = 0
demo: export SITE_URL = http://127.0.0.1:$(PORT)
demo: export BIND = 127.0.0.1:$(PORT)
demo: export DATABASE_URL = sqlite:///$(CURDIR)/var/counterpoint.sqlite3
demo: export SECRET_KEY = $(shell cat var/secret-key 2> /dev/null)
demo: runtime var/secret-key  ## serve the demo site on http://127.0.0.1:8000 (PORT= changes that)
	@$(PYTHON) manage.py prepare
	@$(PYTHON) manage.py load_demo
	@$(worker); exec .venv/bin/gunicorn --config forum/gunicorn.py forum.wsgi

demo-reset:  ## serve the demo site as it was at first: what was written there is lost
	rm -rf var/counterpoint.sqlite3* var/uploads var/outbox
	@$(MAKE) --no-print-directory demo

run: export DEBUG = 1
run: export SITE_URL = http://127.0.0.1:$(PORT)
run: development  ## serve for development: reloads when a file changes, shows errors
	@$(PYTHON) manage.py prepare
	@$(worker); exec $(PYTHON) manage.py runserver 127.0.0.1:$(PORT)

test: lint suite  ## check the code, then run every test on SQLite, PostgreSQL and in Chromium

lint: development  ## what can be said without running the tests
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	.venv/bin/mypy
	DEBUG=0 SITE_URL=https://counterpoint.example EMAIL_URL=smtp://localhost \
		SECRET_KEY=$$($(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))') \
		$(PYTHON) manage.py check --deploy --fail-level WARNING
	DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) -m tests.structure.upgrades

suite: development  ## the tests alone; those in the browser run on SQLite
	$(PYTHON) -m tests.chromium
	.venv/bin/pytest -n 2 --dist worksteal
	$(PYTHON) -m tests.postgres .venv/bin/pytest -n 2 --dist worksteal -m 'not browser'

format: development  ## put the code into its form
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .

screenshots: development  ## take the README's pictures of the demo site, which must be running
	SITE_URL=http://127.0.0.1:$(PORT) $(PYTHON) -m docs.screenshots

words: development  ## gather the site's words for translation (needs gettext), and compile them
	DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) manage.py makemessages --locale de --no-wrap \
		--no-location --ignore tests --ignore bench --ignore docs --ignore var
	DJANGO_SETTINGS_MODULE=tests.settings $(PYTHON) manage.py compilemessages --ignore .venv

lock: $(PYTHON)  ## choose the newest packages that fit, and write the lock files
	$(COMPILE) --upgrade pyproject.toml -o requirements.txt
	$(COMPILE) --upgrade --group dev pyproject.toml -c requirements.txt -o requirements-dev.txt
	echo uv | $(COMPILE) --upgrade - -o requirements-uv.txt

runtime: $(PYTHON)
	@cmp -s requirements-dev.txt .venv/lock || $(call install,requirements.txt)

development: $(PYTHON)
	@$(call install,requirements-dev.txt)

$(PYTHON): | $(filter .tools/%,$(UV))
	@echo "Making .venv"
	@$(UV) venv --quiet --clear --no-python-downloads .venv 2> /dev/null \
		|| $(UV) venv --quiet --clear --no-python-downloads --python '>=3.12' .venv 2> /dev/null \
		|| $(UV) venv --quiet --clear .venv \
		|| { echo "Python 3.12 or newer is needed, and uv could not fetch one."; exit 1; }

.tools/bin/uv:
	@echo "Fetching uv into .tools"
	@python3 -m pip install -qq --disable-pip-version-check --upgrade --require-hashes \
		--target .tools --requirement requirements-uv.txt

var/secret-key:
	@mkdir -p var
	@umask 077 && $(PYTHON) -c 'import secrets; print(secrets.token_urlsafe(50))' > $@
