"""A disk that can be full: a small one where this process may mount it, else a limit on the size of
what the site's processes write, which SQLite meets in the same way."""

import os
import resource
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from tests.durability.kill.site import Site

SMALL = 96  # megabytes: a cluster of PostgreSQL with the site's tables takes 45


class SmallDisk:
    """A file system of its own, filled by a file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, site: Site) -> None:
        with suppress(OSError), (self.folder / "fill").open("wb", buffering=0) as file:
            while file.write(b"0" * 4096):  # a short write is followed by one that fails
                pass

    def free(self, site: Site) -> None:
        (self.folder / "fill").unlink()


class Limit:
    """No process of the site may write beyond the first byte of any file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def fill(self, site: Site) -> None:
        self._set(site, 0)

    def free(self, site: Site) -> None:
        self._set(site, resource.RLIM_INFINITY)

    def _set(self, site: Site, most: int) -> None:
        first = site.program.pid
        children = Path(f"/proc/{first}/task/{first}/children").read_text().split()
        for pid in (first, *map(int, children)):
            hard = resource.prlimit(pid, resource.RLIMIT_FSIZE)[1]
            resource.prlimit(pid, resource.RLIMIT_FSIZE, (most, hard))


@contextmanager
def disk() -> Iterator[SmallDisk | Limit]:
    """For the data of a database; gone after the block."""
    folder = Path(tempfile.mkdtemp(prefix="counterpoint-disk-", dir="/tmp"))
    try:
        if not may_mount():
            yield Limit(folder)
            return
        size = f"size={SMALL}m,mode=755"
        subprocess.run(["mount", "-t", "tmpfs", "-o", size, "tmpfs", folder], check=True)
        try:
            yield SmallDisk(folder)
        finally:
            subprocess.run(["umount", "--lazy", folder], check=True)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def may_mount() -> bool:
    """Only root may; in a container not even that."""
    if os.geteuid() != 0:
        return False
    tried = subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", "/mnt"])
    return tried.returncode == 0
