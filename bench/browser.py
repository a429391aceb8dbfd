"""What a browser says of the site: `python -m bench.browser http://127.0.0.1:8000 [path …]`.

Runs Lighthouse (`npm install lighthouse`; LIGHTHOUSE names its program if the path does not) as a
phone and as a desktop against a site that runs, such as `make demo`: a line for each page.
"""

import json
import os
import subprocess
import sys
from typing import Any

PATHS = (
    "/",
    "/articles/the-cheapest-land-in-town/",
)  # the home page, and the demo's largest debate
DEVICES: dict[str, list[str]] = {"phone": [], "desktop": ["--preset=desktop"]}
CHROME = "--headless=new --no-sandbox --disable-quic --disable-background-networking"
SHOWN = {
    "first words": "first-contentful-paint",
    "largest": "largest-contentful-paint",
    "blocked": "total-blocking-time",
    "shift": "cumulative-layout-shift",
    "bytes": "total-byte-weight",
}


def look(address: str, options: list[str]) -> dict[str, Any]:
    """Lighthouse's report of one page."""
    program = os.environ.get("LIGHTHOUSE", "lighthouse")
    only = ["--quiet", "--only-categories=performance", "--output=json"]
    command = [program, address, *only, f"--chrome-flags={CHROME}", *options]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    report: dict[str, Any] = json.loads(done.stdout)
    return report


def line(name: str, report: dict[str, Any]) -> str:
    score = round(100 * report["categories"]["performance"]["score"])
    audits = report["audits"]
    figures = [f"{word} {audits[key]['numericValue']:.6g}" for word, key in SHOWN.items()]
    return f"{name}: performance {score}, {', '.join(figures)}"


def main(site: str, *paths: str) -> None:
    for path in paths or PATHS:
        for device, options in DEVICES.items():
            print(line(f"{path} {device}", look(site + path, options)), flush=True)


if __name__ == "__main__":
    main(*sys.argv[1:])
