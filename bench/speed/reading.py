"""Reading: every page of every size made anew; the first screen as it is kept, and a member’s."""

import contextlib
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any

from bench.speed import members, pages, people, serving
from bench.speed.client import Figures, Request, ask, expect, times, wrk

GZIP = {"Accept-Encoding": "gzip"}


def made(server: serving.Server, debates: dict[str, Any]) -> Figures:
    """With kept pages off: what each page takes to make."""
    port, found = server.port, {}
    paths = {size: pages.of_debate(port, about["first"]) for size, about in debates.items()}
    _warm(port, [Request(path, {}) for each in paths.values() for path in each.values()])
    for size, about in debates.items():
        of_size = {}
        for name, path in paths[size].items():
            of_size[name] = _tried(port, Request(path, {}), name)
        of_size["member thread"] = _tried(port, _by_member(about, "thread/"), "member thread")
        first = Request(f"/articles/{about['first']['slug']}/", {})
        of_size["first"] |= {"c8": wrk(port, first, 8)}
        of_size["first"]["comments"] = len(pages.shown(expect(port, first).body))
        gzipped = Request(first.path, GZIP)
        of_size["first gzip"] = _tried(port, gzipped, "first gzip")
        found[size] = of_size
        print(f"    {int(size):>9,}: first screen {of_size['first'].get('p50_ms')} ms", flush=True)
    wilma = members.headers(people.MODERATOR)
    found["site"] = {
        **{name: _tried(port, Request(path, {}), name) for name, path in pages.of_site().items()},
        **{
            name: _tried(port, Request(path, wilma), name)
            for name, path in pages.of_moderators().items()
        },
    }
    return found


def _warm(port: int, requests: list[Request]) -> None:
    """Ask for each page some times, so that both workers have loaded what it takes: else the size
    that is measured first would seem to be the slowest."""
    with ThreadPoolExecutor(2) as pool, contextlib.suppress(OSError):
        list(pool.map(partial(ask, port), requests * 4))


def kept(server: serving.Server, debates: dict[str, Any]) -> Figures:
    """As the site is served: the first screen from what is kept, a 304, and a member's."""
    port, found = server.port, {}
    _warm(port, [_by_member(about) for about in debates.values()])
    for size, about in debates.items():
        path = f"/articles/{about['first']['slug']}/"
        visitor, member = Request(path, GZIP), _by_member(about)
        answer = expect(port, visitor)
        expect(port, visitor)
        again = {"If-None-Match": answer.headers.get("etag", "none")}
        of_size = {
            "kept": {**wrk(port, visitor, 1), "c8": wrk(port, visitor, 8)},
            "kept plain": wrk(port, Request(path, {}), 1),
            "304": _not_modified(port, Request(path, {**GZIP, **again})),
            "member": {**_tried(port, member, "member"), "c8": wrk(port, member, 8, 2)},
            "bytes": {"gzip": len(answer.body)},
        }
        found[size] = of_size
        print(
            f"    {int(size):>9,}: kept {of_size['kept']['p50_ms']} ms,"
            f" member {of_size['member'].get('p50_ms')} ms",
            flush=True,
        )
    return found


def _by_member(about: dict[str, Any], view: str = "") -> Request:
    """Somebody who has no comment in the debate that is read."""
    path = f"/articles/{about['first']['slug']}/{view}"
    return Request(path, {**members.headers(people.told(people.writer(1_999)))})


def _not_modified(port: int, request: Request) -> Figures:
    if expect_status(port, request) != 304:
        return {"failed": "the answer was no 304"}
    return wrk(port, request, 1)


def expect_status(port: int, request: Request) -> int:
    return ask(port, request).status


def _tried(port: int, request: Request, name: str) -> Figures:
    """What fails is noted, and the rest is measured."""
    try:
        return times(port, request)
    except (RuntimeError, OSError) as error:
        print(f"    {name}: {error}", flush=True)
        return {"failed": str(error)[:200]}
