"""Takes the README's pictures of a running demo site: `make screenshots` while `make demo` runs.

They are pictures of what `make demo` loads, at 1280 pixels, in light and in dark.
"""

import os
import sys
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Locator, Page, sync_playwright

from tests import chromium

SITE = os.environ.get("SITE_URL", "http://127.0.0.1:8000")
FOLDER = Path(__file__).parent / "screenshots"
ESSAY = "/articles/the-cheapest-land-in-town/"
# By the name of the picture: what else there is to look at in the debate.
LOOKS = {"clash": "clash/", "map": "map/", "flow": "stances/"}
MODERATION = {"queue": "", "log": "log/", "numbers": "numbers/"}
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
    for name, path in LOOKS.items():
        page.goto(f"{ESSAY}{path}")
        keep(page, name, scheme, page.locator("main"))
    context.clear_cookies()
    log_in(page, "wilma")
    for name, path in MODERATION.items():
        page.goto(f"/moderation/{path}")
        keep(page, name, scheme)
    context.close()


def log_in(page: Page, username: str) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(username)
    page.locator("[name=password]").fill("counterpoint")
    page.locator("[name=password]").press("Enter")
    page.wait_for_url("**/")


def keep(page: Page, name: str, scheme: str, part: Locator | None = None) -> None:
    """Take what is in view; of a part of the page, as much as fits."""
    page.wait_for_load_state("networkidle")
    path = FOLDER / f"{name}-{scheme}.png"
    page.screenshot(path=path)
    picture = Image.open(path)
    if part and (box := part.bounding_box()):
        bottom = min(box["y"] + box["height"], HEIGHT)
        picture = picture.crop((0, round(box["y"]), picture.width, round(bottom)))
    # A palette keeps each under 200 KB. An octree's: the colours that are rare on a page (For and
    # Against) the usual one would mix with greys.
    of_colours = picture.quantize(256, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
    of_colours.save(path, optimize=True)


if __name__ == "__main__":
    sys.exit(main())
