"""What every page must be: without a violation that axe finds, and no wider than its window."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

OPTIONS = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]},
    "resultTypes": ["violations"],  # what passed is not told: half the time
}
WINDOWS = (320, 390, 820, 1280)  # px: the narrowest that WCAG knows, a phone, a tablet, a desk

_axe = Axe()


def violations(page: Page) -> list[str]:
    """What axe finds against WCAG 2.2 A and AA, a line for each element."""
    found = _axe.run(page, options=OPTIONS).response["violations"]
    return [
        f"{violation['id']}: {node['html'][:160]} {_reason(node)}"
        for violation in found
        for node in violation["nodes"]
    ]


def _reason(node: dict[str, list[dict[str, str]]]) -> str:
    checks = [*node["any"], *node["all"], *node["none"]]
    return checks[0]["message"][:200] if checks else ""


def too_wide(page: Page) -> list[str]:
    """The windows in which the page can be moved sideways."""
    found = []
    for width in WINDOWS:
        page.set_viewport_size({"width": width, "height": 800})
        extra = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        if extra > 0:
            found.append(f"{extra} px wider than a window of {width}: {_widest(page)}")
    return found


def _widest(page: Page) -> str:
    """The deepest element that reaches out of the window."""
    return page.evaluate(
        """() => [...document.querySelectorAll("body *")]
            .filter((e) => e.getBoundingClientRect().right > innerWidth + 0.5)
            .at(-1)?.outerHTML.slice(0, 160) ?? "" """
    )


def flaws(page: Page) -> list[str]:
    """All that is wrong with how a page looks: light on a desk, dark on a phone, in any window."""
    page.wait_for_load_state()  # its words are there before its last sheet is
    found = too_wide(page)
    for scheme, width in (("light", 1280), ("dark", 390)):
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme=scheme)
        found += [f"{scheme}, {width} px: {violation}" for violation in violations(page)]
    return found
