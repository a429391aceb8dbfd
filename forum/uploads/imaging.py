"""Checks an uploaded picture by its content and makes a clean copy of it.

What is stored is never what was sent: the picture is decoded, turned upright, and encoded anew
without any metadata (place, camera, author), so nothing can hide in the file.
"""

import io
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from http import HTTPStatus
from typing import IO

from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext as _
from PIL import Image, ImageOps, UnidentifiedImageError

from forum.refusals import Refused

BYTES_MAX = 10 * 1024 * 1024  # a photograph of a good telephone has 3 to 6 MB
PIXELS_MAX = 40_000_000  # 40 megapixels take 160 MB decoded; more is a bomb, or a poster
SIDE_MAX = 12_000  # pixels: a strip 1 pixel high can be small in bytes and pixels, and still absurd
STORED_SIDE = 2_400  # pixels: twice the widest figure on the page, for dense screens
FORMATS = ("JPEG", "PNG", "WEBP", "GIF")
QUALITY = 85  # JPEG and WebP: no loss one sees at the size shown
SQUARE = 256  # pixels a side of a portrait: 96 on a page, for dense screens


@dataclass(frozen=True)
class Picture:
    """An encoded picture: its bytes, its file's ending, its size in pixels."""

    content: bytes
    ending: str
    width: int
    height: int


def clean_copy(file: IO[bytes], size: int) -> Picture:
    """The picture encoded anew. Raises Refused, 400, with a sentence about what is wrong."""
    return _checked(file, size, _copy)


def square_copy(file: IO[bytes], size: int) -> Picture:
    """The middle of the picture, as a small square. Refused like `clean_copy`."""
    return _checked(file, size, _square)


def _checked(file: IO[bytes], size: int, copy: Callable[[Image.Image], Picture]) -> Picture:
    if size > BYTES_MAX:
        raise _refused(
            _("This picture has %(size)s; at most %(limit)s are possible. Make it smaller first.")
            % {"size": filesizeformat(size), "limit": filesizeformat(BYTES_MAX)}
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(file, formats=FORMATS) as picture:
                return copy(picture)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as bomb:
        raise _too_large() from bomb
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as broken:
        raise _refused(
            _("This file is not a picture that can be shown. Choose a JPEG, PNG, WebP or GIF.")
        ) from broken


def _copy(picture: Image.Image) -> Picture:
    photograph = picture.format == "JPEG"
    upright = _upright(picture)
    upright.thumbnail((STORED_SIDE, STORED_SIDE), Image.Resampling.LANCZOS)
    return _encoded(upright, photograph)


def _square(picture: Image.Image) -> Picture:
    fitted = ImageOps.fit(_upright(picture), (SQUARE, SQUARE), Image.Resampling.LANCZOS)
    out = io.BytesIO()
    _bare(fitted).save(out, "WEBP", quality=QUALITY)
    return Picture(out.getvalue(), "webp", SQUARE, SQUARE)


def _upright(picture: Image.Image) -> Image.Image:
    """Decoded, if it is not too large, and as it is to be seen."""
    width, height = picture.size
    if width * height > PIXELS_MAX or max(width, height) > SIDE_MAX:
        raise _too_large()
    photograph = picture.format == "JPEG"
    picture.seek(0)  # of a moving picture, the first frame
    upright = ImageOps.exif_transpose(picture)
    return upright.convert("RGB" if photograph else _mode(upright))


def _bare(picture: Image.Image) -> Image.Image:
    """Pixels only: neither EXIF, nor profile, nor text chunks come along."""
    bare = Image.new(picture.mode, picture.size)
    bare.paste(picture)
    return bare


def _encoded(picture: Image.Image, photograph: bool) -> Picture:
    """A photograph stays JPEG; drawings become PNG, which loses nothing of their edges."""
    bare = _bare(picture)
    out = io.BytesIO()
    if photograph:
        bare.save(out, "JPEG", quality=QUALITY, optimize=True, progressive=True)
    else:
        bare.save(out, "PNG", optimize=True)
    return Picture(out.getvalue(), "jpg" if photograph else "png", *bare.size)


def _mode(picture: Image.Image) -> str:
    return "RGBA" if picture.has_transparency_data else "RGB"


def _too_large() -> Refused:
    return _refused(
        _("This picture is too large: at most 40 megapixels, and 12,000 pixels on a side.")
    )


def _refused(sentence: str) -> Refused:
    return Refused(sentence, HTTPStatus.BAD_REQUEST)
