"""Takes the README's pictures of a running demo site: `make screenshots` while `make demo` runs.

They are pictures of what `make demo` loads, at 1280 pixels, in light and in dark.
"""

import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from tests import chromium

SITE = os.environ.get("SITE_URL", "http://127.0.0.1:8000")
FOLDER = Path(__file__).parent / "screenshots"
ESSAY = "/articles/the-cheapest-land-in-town/"
HEIGHT = 1500  # pixels: what a reader takes in at a glance, and a README can show


def main() -> None:
    FOLDER.mkdir(exist_ok=True)
    path = chromium.find()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=chromium.arguments())
        for scheme in ("light", "dark"):
            take(browser, scheme)
        browser.close()


def take(browser: Browser, scheme: str) -> None:
    context = browser.new_context(
        color_scheme=scheme, viewport={"width": 1280, "height": HEIGHT}, base_url=SITE
    )
    page = context.new_page()
    log_in(page, "gregor.maas")
    page.goto("/")
    keep(page, "home", scheme)
    page.goto(ESSAY)
    keep(page, "essay", scheme)
    page.goto(f"{ESSAY}#debate")
    keep(page, "debate", scheme)
    context.clear_cookies()
    log_in(page, "wilma")
    page.goto("/moderation/")
    keep(page, "queue", scheme)
    context.close()


def log_in(page: Page, username: str) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill("counterpoint")
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/")


def keep(page: Page, name: str, scheme: str) -> None:
    page.wait_for_load_state("networkidle")
    path = FOLDER / f"{name}-{scheme}.png"
    page.screenshot(path=path)
    # A palette keeps each under 200 KB; the pages have few colours.
    Image.open(path).quantize(128, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
