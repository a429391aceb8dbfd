"""Finds the Chromium of the browser tests; `python -m tests.chromium` gets one if there is none.

First one that is installed (CHROMIUM may name it), then Playwright's, then Debian's package.
"""

import os
import shutil
import subprocess
import sys

from playwright.sync_api import sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
MISSING = (
    "The browser tests need Chromium, and none was found or could be installed. "
    "Install Chromium or Google Chrome, or name one in the environment as CHROMIUM."
)
# The browser asks nobody but the site under test.
QUIET = ["--disable-quic", "--disable-background-networking", "--disable-component-update"]


def find() -> str | None:
    """The path of a browser that starts, or None."""
    with sync_playwright() as playwright:
        its_own = playwright.chromium.executable_path
    candidates = [os.environ.get("CHROMIUM"), *map(shutil.which, NAMES), its_own]
    return next((path for path in candidates if path and _starts(path)), None)


def arguments() -> list[str]:
    """The switches of the browser; its sandbox does not work for root."""
    return [*QUIET, "--no-sandbox"] if os.geteuid() == 0 else QUIET


def _starts(path: str) -> bool:
    return _succeeds([path, "--version", *arguments()])


def _succeeds(command: list[str], seconds: int = 600) -> bool:
    try:
        done = subprocess.run(command, capture_output=True, timeout=seconds)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return done.returncode == 0


def _install() -> str | None:
    print("No Chromium found: trying Playwright's.", flush=True)
    _succeeds([sys.executable, "-m", "playwright", "install", "chromium"], seconds=180)
    if (path := find()) is None and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing the package chromium.", flush=True)
        os.environ["DEBIAN_FRONTEND"] = "noninteractive"
        _succeeds(["apt-get", "update", "-q"])
        _succeeds(["apt-get", "install", "-qy", "--no-install-recommends", "chromium"])
        path = find()
    return path


if __name__ == "__main__":
    print("Browser tests run in", find() or _install() or sys.exit(MISSING))
