"""What a browser says of the site: `python -m bench.browser http://127.0.0.1:8000`.

Runs Lighthouse (`npm install lighthouse`; LIGHTHOUSE names its program if the path does not) as a
phone and as a desktop, as a visitor and as a member of the demo, against `make demo`, and counts
the bytes that each page sends. Writes bench/browser.json and bench/browser.md.
"""

import json
import os
import re
import statistics
import subprocess
import sys
import time
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

import requests

from bench.tables import table

HERE = Path(__file__).parent
PAGES = {"home": "/", "essay": "/articles/the-cheapest-land-in-town/"}  # the demo's largest debate
DEVICES: dict[str, list[str]] = {"phone": [], "desktop": ["--preset=desktop"]}
MEMBER = {"login": "lucia.prat", "password": "counterpoint"}  # has taken a stance on that essay
ROUNDS = 3
TRIES = 3  # on a busy machine the browser now and then does not start in time
CHROME = "--headless=new --no-sandbox --disable-quic --disable-background-networking"
TIMES = {
    "first words": "first-contentful-paint",
    "largest": "largest-contentful-paint",
    "blocked": "total-blocking-time",
    "shift": "cumulative-layout-shift",
}
KINDS = {"Document": "html", "Stylesheet": "css", "Script": "js"}

type Row = dict[str, Any]


def main(site: str) -> None:
    rows = []
    for who, cookies in {"visitor": "", "member": _cookies(site)}.items():
        for page, path in PAGES.items():
            for device, options in DEVICES.items():
                options = [*options, f"--extra-headers={json.dumps({'Cookie': cookies})}"]
                looks = [_figures(_look(site + path, options), cookies) for _ in range(ROUNDS)]
                rows.append({"page": page, "who": who, "device": device} | _median(looks))
                print(rows[-1], flush=True)
    found = {"taken_at": int(time.time()), "load": round(os.getloadavg()[0], 1), "pages": rows}
    (HERE / "browser.json").write_text(json.dumps(found, indent=1) + "\n")
    (HERE / "browser.md").write_text(_markdown(found))


def _cookies(site: str) -> str:
    """Those of a member who has just logged in."""
    session, address = requests.Session(), f"{site}/accounts/login/"
    form = session.get(address).text
    token = re.findall(r'csrfmiddlewaretoken" value="([^"]+)', form)[0]
    session.post(address, MEMBER | {"csrfmiddlewaretoken": token}).raise_for_status()
    if "sessionid" not in session.cookies:
        sys.exit("The member of the demo could not log in.")
    return "; ".join(f"{name}={value}" for name, value in session.cookies.items())


def _look(address: str, options: list[str]) -> Row:
    """Lighthouse's report of one page."""
    program = os.environ.get("LIGHTHOUSE", "lighthouse")
    only = ["--quiet", "--only-categories=performance", "--output=json"]
    command = [program, address, *only, f"--chrome-flags={CHROME}", *options]
    for _ in range(TRIES):
        done = subprocess.run(command, capture_output=True, text=True)
        if done.returncode == 0:
            report: Row = json.loads(done.stdout)
            return report
    sys.exit(done.stderr)


def _figures(report: Row, cookies: str) -> Row:
    """The score of 100, milliseconds, and kilobytes (of 1,000) on the way by kind."""
    audits = report["audits"]
    sent = audits["network-requests"]["details"]["items"]
    page = report["finalDisplayedUrl"]
    found: Row = {"score": round(100 * report["categories"]["performance"]["score"])}
    found |= {name: round(audits[key]["numericValue"], 3) for name, key in TIMES.items()}
    for kind, name in KINDS.items():
        sizes = [_sent(each["url"], cookies) for each in sent if each.get("resourceType") == kind]
        found[name] = round(sum(sizes) / 1000, 1)
    hosts = {each["url"].split("/")[2] for each in sent if each["url"].startswith("http")}
    return found | {"other hosts": len(hosts - {page.split("/")[2]})}


@cache
def _sent(address: str, cookies: str) -> int:
    """Bytes of the body, as the browser is sent it."""
    headers = {"Accept-Encoding": "gzip, deflate, br", "Cookie": cookies}
    with requests.get(address, headers=headers, stream=True) as answer:
        return len(answer.raw.read(decode_content=False))


def _median(looks: list[Row]) -> Row:
    return {name: statistics.median(look[name] for look in looks) for name in looks[0]}


def _markdown(found: Row) -> str:
    at = datetime.fromtimestamp(found["taken_at"], UTC)
    head = (
        f"# In the browser\n\nLighthouse on {at:%-d %B %Y} (load {found['load']}), medians of"
        f" {ROUNDS} looks at `make demo`; kilobytes are of 1,000, compressed as they are sent,"
        " without HTTP’s headers (some 500 bytes a file). Made by `python -m bench.browser`.\n\n"
    )
    columns = ["performance", "first words", "largest", "blocked", "layout shift"]
    columns += ["HTML", "CSS", "JavaScript", "other hosts"]
    return head + table(["", *columns], [_cells(row) for row in found["pages"]]) + "\n"


def _cells(row: Row) -> list[str]:
    cells = [f"{row['page']}, {row['who']}, {row['device']}", f"{row['score']:.0f}"]
    cells += [f"{row[name]:,.0f} ms" for name in ("first words", "largest", "blocked")]
    cells += [f"{row['shift']:.3g}"]
    cells += [f"{row[name]} KB" for name in KINDS.values()]
    return [*cells, f"{row['other hosts']:.0f}"]


if __name__ == "__main__":
    main(sys.argv[1].rstrip("/"))
