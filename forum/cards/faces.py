"""The faces that pictures are set in.

Source Serif, which the site names among those for reading, comes as a package, so that pictures are
the same on every machine. It has Latin, Greek and Cyrillic letters. For others a face of the
machine is taken that has them; where there is none, Pillow's own face says at least the rest.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

from PIL import ImageFont
from PIL.ImageFont import FreeTypeFont

PACKAGE = "font_source_serif_pro"
REGULAR, STRONG = "SourceSerifPro-Regular.ttf", "SourceSerifPro-Semibold.ttf"
FOLDERS = (
    *(Path("/usr/share/fonts"), Path("/usr/local/share/fonts"), Path("/Library/Fonts")),
    *(Path("/System/Library/Fonts"), Path.home() / ".local/share/fonts"),
)
SUFFIXES = (".ttf", ".otf", ".ttc")
# Of the machine's faces the plain ones; the first of these words in a name is liked best.
LIKED = ("serif", "noto", "cjk", "naskh", "dejavusans")
AVOIDED = (
    *("bold", "italic", "oblique", "mono", "light", "thin", "black", "condensed", "math"),
    *("emoji", "symbol", "icon"),
)
NOTHING = "\U0010ffff"  # no face has this one: it is drawn as the box for what is missing
PROBE = 20  # px: large enough to tell two letters apart


@dataclass(frozen=True)
class Face:
    """A file of letters; '' is Pillow's own."""

    path: str

    def at(self, size: int) -> FreeTypeFont:
        return _font(self.path, size)

    def has(self, text: str) -> bool:
        return all(_has(self.path, char) for char in {*text} if not char.isspace())


def face_for(text: str, strong: bool = False) -> Face:
    """The face that has all letters of a text; the site's own, if no other has more of them."""
    own = own_face(strong)
    if own.has(text):
        return own
    return next((face for face in faces_of(FOLDERS) if face.has(text)), own)


@cache
def own_face(strong: bool = False) -> Face:
    """From its package, whose code is not run."""
    found = find_spec(PACKAGE)
    for folder in (found and found.submodule_search_locations) or ():
        file = Path(folder) / "files" / (STRONG if strong else REGULAR)
        if file.is_file():
            return Face(str(file))
    return Face("")


@cache
def faces_of(folders: tuple[Path, ...]) -> list[Face]:
    """The faces in these folders, those that go best with the site's own first."""
    files = [file for folder in folders for file in _files(folder)]
    return [Face(str(file)) for file in sorted(files, key=_rank)]


def _files(folder: Path) -> Iterator[Path]:
    for file in folder.rglob("*"):
        name = file.name.lower()
        if file.suffix.lower() in SUFFIXES and not any(word in name for word in AVOIDED):
            yield file


def _rank(file: Path) -> tuple[int, str]:
    name = file.name.lower()
    places = [place for place, word in enumerate(LIKED) if word in name]
    return min(places, default=len(LIKED)), name


@lru_cache(maxsize=64)
def _font(path: str, size: int) -> FreeTypeFont:
    if not path:
        return _built_in(size)
    try:
        return ImageFont.truetype(path, size)
    except OSError:  # it is no face, whatever its name says
        return _built_in(size)


def _built_in(size: int) -> FreeTypeFont:
    font = ImageFont.load_default(size)
    assert isinstance(font, FreeTypeFont)  # so Pillow has it wherever it can draw letters at all
    return font


@lru_cache(maxsize=10_000)
def _has(path: str, char: str) -> bool:
    return _drawn(path, char) != _drawn(path, NOTHING)


@lru_cache(maxsize=1_000)
def _drawn(path: str, char: str) -> bytes:
    mask = _font(path, PROBE).getmask(char)
    return repr(mask.size).encode() + bytes(mask)
