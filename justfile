# What is done often, one word each. Each recipe is the line that you would type without just (https://just.systems).
# The Python of .venv is used where there is one; `PYTHON=python3 just test` uses another.

venv := ".venv" / if os_family() == "windows" { "Scripts/python.exe" } else { "bin/python" }
python := env("PYTHON", if path_exists(venv) == "true" { venv } else { "python3" })

# pytest keeps the tests as it has rewritten them; to rewrite them in every run is more than half of collection.
export PYTHONDONTWRITEBYTECODE := ""

# List the recipes
default:
    @just --list --unsorted

# Lint, formatting, types and import contracts
check:
    {{ python }} -m ruff check .
    {{ python }} -m ruff format --check .
    {{ python }} -m pyright --pythonpath {{ python }}
    {{ python }} -c "from importlinter.cli import lint_imports_command as lint; lint()"

# All tests, on every core; paths and options of pytest may follow
test *options:
    {{ python }} -m pytest {{ options }}

# The quick tests, nine in ten: less than a minute on two cores
test-fast *options:
    {{ python }} -m pytest -m "not slow and not medium and not hosts" {{ options }}

# Measure which tests `just test-fast` leaves out, on a quiet machine, and rewrite tests/medium.txt
test-times:
    {{ python }} -m pytest -q -m "not slow and not hosts" --junitxml=test-times.xml
    {{ python }} .ci/medium_tests.py test-times.xml

# Run the code and commands in the README and under docs, check their links, rewrite the page of functions
docs:
    {{ python }} -m tht_xl.functions.reference > docs/functions.md.new
    mv docs/functions.md.new docs/functions.md
    {{ python }} -m tht_xl.hosts.native.page
    {{ python }} -m pytest tests/test_documentation.py tests/functions/test_reference.py

# Rewrite the snapshot of the packaged definitions, from which single cells look things up
snapshot:
    {{ python }} -m tht_xl.framework.write_snapshot

# Rewrite the golden figures; then read the difference, and say it in CHANGELOG.md
golden:
    {{ python }} -m pytest tests/month/test_golden.py --write-golden
    git diff --stat tests/golden

# Build the workbooks that come with tht_xl
workbooks:
    {{ python }} workbooks/build.py
