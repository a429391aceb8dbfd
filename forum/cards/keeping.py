"""How long drawn pictures are kept. It draws none, so the worker does without Pillow."""

import time
from contextlib import suppress
from pathlib import Path

from django.conf import settings

LASTS = 24 * 60 * 60  # seconds: what an essay no longer says is gone from the disk a day later


def clear_away() -> None:
    """Delete what is older. The cache does it by itself only with what is asked for once more, and
    a picture of what an essay said before is asked for by nobody."""
    oldest = time.time() - LASTS
    for file in Path(settings.CACHES["cards"]["LOCATION"]).glob("*.djcache"):
        with suppress(FileNotFoundError):  # by another worker, just now
            if file.stat().st_mtime < oldest:
                file.unlink()
