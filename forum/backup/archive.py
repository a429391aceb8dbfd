"""What a backup is: a tar archive of the database, the uploads and a note of what is in them."""

import io
import json
import os
import tarfile
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType

from django.conf import settings
from django.core.cache import cache
from django.core.files.storage import FileSystemStorage, default_storage
from django.core.management.base import CommandError
from django.db import connection
from django.utils import timezone

from accounts.models import User
from forum.backup import postgres, sqlite
from forum.backup.rows import Fingerprints, differences

DATABASE, UPLOADS, NOTE = "database", "uploads", "note.json"
ENGINES: dict[str, ModuleType] = {"sqlite": sqlite, "postgresql": postgres}
LEVEL = 3  # of compression: the levels after it take twice the time for a few hundredths


@dataclass(frozen=True)
class Note:
    """What an archive says of itself. `rows` has a fingerprint of every table."""

    made_at: str
    vendor: str
    rows: Fingerprints
    has_uploads: bool


def write(file: Path) -> Note:
    """Write the whole site, as it is at one moment, to this file. It appears there when it is
    complete and on the disk, in place of one of that name."""
    with tempfile.TemporaryDirectory(dir=file.parent, prefix=f".{file.name}.") as folder:
        copy, part = Path(folder, DATABASE), Path(folder, "archive")
        made_at = timezone.now().isoformat(timespec="seconds")
        rows = ENGINES[connection.vendor].dump(copy)
        uploads = _uploads()
        note = Note(made_at, connection.vendor, rows, uploads is not None)
        with part.open("xb") as raw:
            _fill(raw, note, copy, uploads)
            raw.flush()
            os.fsync(raw.fileno())
        part.replace(file)
        _keep_name(file.parent)
    return note


def _fill(raw: io.BufferedWriter, note: Note, copy: Path, uploads: Path | None) -> None:
    """The database first: what its rows name lies in the uploads since before they were written."""
    text = json.dumps(asdict(note), indent=1).encode()
    with tarfile.open(fileobj=raw, mode="w:gz", compresslevel=LEVEL) as archive:
        entry = tarfile.TarInfo(NOTE)
        entry.size = len(text)
        archive.addfile(entry, io.BytesIO(text))
        archive.add(copy, DATABASE)
        if uploads and uploads.is_dir():
            archive.add(uploads, UPLOADS)


def _keep_name(folder: Path) -> None:
    """Write the folder to the disk, in which the file has its name."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _uploads() -> Path | None:
    """Where uploads lie; None where that is not on this machine."""
    return (
        Path(default_storage.location) if isinstance(default_storage, FileSystemStorage) else None
    )


def note_of(file: Path) -> Note:
    """What a file says of itself."""
    try:
        with tarfile.open(file) as archive:
            found = archive.extractfile(NOTE)
            return Note(**json.loads(found.read() if found else b""))
    except (tarfile.TarError, KeyError, TypeError, ValueError, EOFError) as error:
        raise CommandError(f"{file} is no backup of this site.") from error


def holds_something() -> bool:
    """Is there a site already, that a restore would put an end to?"""
    tables = connection.introspection.table_names()
    return User._meta.db_table in tables and User.objects.exists()


def read(file: Path, say: Callable[[str], object]) -> None:
    """Make the site what the file says, and compare every row with what it should be."""
    note = note_of(file)
    if note.vendor != connection.vendor:
        raise CommandError(f"{file} is of {note.vendor}, this site runs on {connection.vendor}.")
    uploads = _uploads()
    with tempfile.TemporaryDirectory(dir=settings.VAR_DIR, prefix=".restore.") as folder:
        with tarfile.open(file) as archive:
            archive.extractall(folder, filter="data")
        if note.has_uploads and uploads is None:
            say("Its uploads are left out: this site keeps them in object storage.")
        elif note.has_uploads and uploads:
            _put_back(Path(folder, UPLOADS), uploads)
        ENGINES[note.vendor].load(Path(folder, DATABASE))
    if wrong := differences(note.rows, ENGINES[note.vendor].fingerprints()):
        raise CommandError(f"Not what the backup held: {', '.join(wrong)}.")
    cache.clear()  # what was worked out from other rows


def _put_back(kept: Path, uploads: Path) -> None:
    """Every kept file to its place, before the rows that name it. Files that came later stay, which
    nothing names any more."""
    for source in kept.rglob("*") if kept.is_dir() else ():
        target = uploads / source.relative_to(kept)
        if source.is_dir():
            target.mkdir(parents=True, exist_ok=True)
        else:
            target.parent.mkdir(parents=True, exist_ok=True)
            source.replace(target)
