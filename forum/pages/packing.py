"""Compressing pages for the browser that takes it: brotli, or gzip where that is not known."""

import gzip
import secrets
from contextlib import suppress
from functools import lru_cache

import brotli
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.utils.cache import patch_vary_headers

CODINGS = ("br", "gzip")  # the smaller first
# Measured on the largest essay of the demo, 103 KB: 5 takes 1.5 ms for 20.6 KB, 6 takes 2.1 ms for
# 20.4 KB, gzip 2 ms for 22.4 KB. Each step from 7 on takes 8 MB of memory and more for a hundred
# bytes, which the process does not give back.
ONCE, EACH_TIME = 6, 5
WINDOW = 18  # 256 KB: hardly a page is longer, and the usual 4 MB finds no more
BROWSERS = 256  # ways to ask for it that are remembered; all browsers together have some ten
LEAST = 200  # bytes: less does not become smaller, as Django's own compression has it
PADDING = 100  # bytes at the most, as many as Django adds to gzip


def coding_of(request: HttpRequest) -> str:
    """The coding that the browser likes best of ours; '' for a page as it is."""
    return _liked(request.META.get("HTTP_ACCEPT_ENCODING", ""))


@lru_cache(BROWSERS)
def _liked(header: str) -> str:
    weights = dict(_weights(header))
    offers = [(weights.get(coding, weights.get("*", 0.0)), coding) for coding in CODINGS]
    weight, coding = max(offers, key=lambda offer: offer[0])
    return coding if weight > 0 else ""


def packed(body: bytes, coding: str) -> bytes:
    """A body that is kept. No secret is in what everyone may read, so its length tells none."""
    if coding == "br":
        return brotli.compress(body, mode=brotli.MODE_TEXT, quality=ONCE, lgwin=WINDOW)
    return gzip.compress(body, 6, mtime=0) if coding == "gzip" else body


class PackMiddleware(GZipMiddleware):
    """Django's compression, and brotli for whoever takes it. What is personal leaves by here."""

    max_random_bytes = PADDING

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        coding = coding_of(request)
        if response.headers.get("Content-Type", "").startswith("image/"):
            return response  # it is compressed as it is
        if coding == "gzip":
            return super().process_response(request, response)
        if not isinstance(response, HttpResponse) or response.has_header("Content-Encoding"):
            return response
        if len(response.content) >= LEAST:
            patch_vary_headers(response, ("Accept-Encoding",))
            if coding == "br":
                _pack(response)
        return response


def _weights(header: str) -> list[tuple[str, float]]:
    """`br;q=0.5, gzip` as pairs. What cannot be read is not taken."""
    pairs = []
    for part in header.lower().split(","):
        coding, _, parameter = part.partition(";")
        name, _, value = parameter.replace(" ", "").partition("=")
        weight = 0.0 if name else 1.0
        with suppress(ValueError):
            weight = float(value) if name == "q" else weight
        pairs.append((coding.strip(), weight))
    return pairs


def _pack(response: HttpResponse) -> None:
    """Its tag says from here on that two pages mean the same, not that their bytes are the same."""
    response.content = _padded(response.content)
    response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = "br"
    tag = response.headers.get("ETag", "")
    if tag.startswith('"'):
        response.headers["ETag"] = f"W/{tag}"


def _padded(body: bytes) -> bytes:
    """Compressed, with up to a hundred bytes of chance between its end and its last mark, where
    every reader of brotli leaves them out (RFC 7932, 9.2: a block of metadata). Without them
    somebody who can slip words into a page could find its secrets by its length (BREACH); Django
    hides as many in the header of gzip."""
    packer = brotli.Compressor(mode=brotli.MODE_TEXT, quality=EACH_TIME, lgwin=WINDOW)
    begun = packer.process(body) + packer.flush()
    chance = secrets.token_bytes(1 + secrets.randbelow(PADDING))
    # Not the last block, no data, one byte of length: 0 11 0 01, then the length less one.
    mark = (0b01_0_11_0 | (len(chance) - 1) << 6).to_bytes(2, "little")
    return begun + mark + chance + packer.finish()
