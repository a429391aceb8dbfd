"""What every process of the site keeps in memory for good, it needs for most of its work."""

import subprocess
import sys

import pytest

# Some megabytes each, by what they are for.
FOR_FEW = {"PIL": "pictures", "yaml": "essays as files"}


@pytest.fixture(scope="module")
def loaded() -> set[str]:
    """The modules of a process that is ready to serve."""
    ready = "import sys, forum.wsgi; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", ready], capture_output=True, text=True, check=True)
    return set(done.stdout.split())


@pytest.mark.parametrize("package", FOR_FEW)
def test_what_few_requests_need_is_loaded_by_these(package: str, loaded: set[str]) -> None:
    assert "django.urls" in loaded
    assert package not in loaded
