"""Drawing an essay's picture, as the reading room looks: paper, ink, the spine, blue and orange,
disc and diamond."""

from io import BytesIO

from django.utils.translation import gettext as _
from PIL import Image, ImageDraw
from PIL.ImageDraw import ImageDraw as Pen

from forum.cards.cards import Card
from forum.cards.faces import own_face
from forum.cards.setting import Setting, set_lines, shortened

# What large previews are made for: https://ogp.me, and 1.91 : 1 as the networks cut them.
WIDTH, HEIGHT = 1200, 630
EDGE = 72
MEASURE = WIDTH - 2 * EDGE
# The site's colours, as in static/css/tokens.css; pictures stand on others' pages and are light.
PAPER, INK, QUIET = "#fcfcfb", "#17181a", "#54575c"
FOR, AGAINST = "#1a57b5", "#ad4a00"
TOP, BOTTOM = 124, 486  # what title and thesis have for themselves
GAP = 30  # on either side of the rule between them
# Of title and thesis: the first pair that fits is taken.
SIZES = ((68, 44), (62, 40), (56, 37), (50, 34), (44, 31), (39, 29), (34, 27))
SPINE = WIDTH // 2
BAR_TOP, BAR = 566, 12
FINE = 4  # shapes are drawn so much larger, then made small: so their edges are smooth
COLOURS = 64  # two hues and the greys between ink and paper; a third of the bytes of all colours


def drawn(card: Card) -> bytes:
    """The picture as a PNG."""
    image = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(image)
    _brand(image, pen)
    _words(pen, card)
    _balance(image, pen, card)
    buffer = BytesIO()
    small = image.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(buffer, "PNG", optimize=True)
    return buffer.getvalue()


def _brand(image: Image.Image, pen: Pen) -> None:
    """The site's mark and name."""
    top = 52
    _disc(image, EDGE + 9, top + 21, 9)
    pen.line([(EDGE + 25, top), (EDGE + 25, top + 40)], fill=INK, width=2)
    _diamond(image, EDGE + 41, top + 13, 11)
    pen.text((EDGE + 64, top + 31), "Counterpoint", INK, own_face(True).at(30), "ls")


def _words(pen: Pen, card: Card) -> None:
    """Title and thesis, as large as fits; a thesis that never does is shortened."""
    for sizes in SIZES:
        title = set_lines(card.title, sizes[0], MEASURE, strong=True)
        thesis = set_lines(card.thesis, sizes[1], MEASURE)
        if title.height + 2 * GAP + thesis.height <= BOTTOM - TOP:
            break
    title = shortened(title, 4, MEASURE)
    room = (BOTTOM - TOP - title.height - 2 * GAP) // thesis.leading
    thesis = shortened(thesis, max(1, room), MEASURE)
    top = TOP + (BOTTOM - TOP - title.height - 2 * GAP - thesis.height) // 3
    rule = _set(pen, title, top) + GAP - 6
    if title.lines:
        pen.rectangle([EDGE, rule, WIDTH - EDGE - 1, rule + 2], fill=INK)
    _set(pen, thesis, rule + GAP - 6)


def _set(pen: Pen, setting: Setting, top: int) -> int:
    """Write the lines from here down; returns where they end."""
    for line in setting.lines:
        x, anchor = (WIDTH - EDGE, "ra") if setting.is_from_right else (EDGE, "la")
        pen.text((x, top), line, INK, setting.font, anchor)
        top += setting.leading
    return top


def _balance(image: Image.Image, pen: Pen, card: Card) -> None:
    """Arguments for and against about the spine, the fuller side as long as a side can be."""
    face = own_face(True)
    line, middle = BAR_TOP - 22, BAR_TOP - 32
    _disc(image, SPINE - 34, middle, 11)
    words = f"{card.for_count}  {_('For')}"
    pen.text((SPINE - 56, line), words, FOR, face.at(32), "rs")
    _diamond(image, SPINE + 34, middle, 14)
    words = f"{_('Against')}  {card.against_count}"
    pen.text((SPINE + 56, line), words, AGAINST, face.at(32), "ls")
    fuller = max(card.for_count, card.against_count, 1)
    longest = SPINE - EDGE
    for count, way, colour in ((card.for_count, -1, FOR), (card.against_count, 1, AGAINST)):
        end = SPINE + way * round(longest * count / fuller)
        if count:
            pen.rectangle([min(SPINE, end), BAR_TOP, max(SPINE, end), BAR_TOP + BAR], fill=colour)
    pen.line([(SPINE, BAR_TOP - 58), (SPINE, BAR_TOP + BAR + 14)], fill=INK, width=2)


def _disc(image: Image.Image, x: int, y: int, radius: int) -> None:
    size = 2 * radius * FINE
    shape = Image.new("L", (size, size))
    ImageDraw.Draw(shape).ellipse([0, 0, size - 1, size - 1], fill=255)
    _place(image, shape, (x - radius, y - radius), FOR)


def _diamond(image: Image.Image, x: int, y: int, radius: int) -> None:
    size, half = 2 * radius * FINE, radius * FINE
    shape = Image.new("L", (size, size))
    ImageDraw.Draw(shape).polygon([(half, 0), (size, half), (half, size), (0, half)], fill=255)
    _place(image, shape, (x - radius, y - radius), AGAINST)


def _place(image: Image.Image, shape: Image.Image, at: tuple[int, int], colour: str) -> None:
    side = shape.width // FINE
    mask = shape.resize((side, side), Image.Resampling.LANCZOS)
    image.paste(Image.new("RGB", mask.size, colour), at, mask)
