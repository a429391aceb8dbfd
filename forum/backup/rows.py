"""What the rows of a database are, as one number a table: two copies with the same are the same."""

import hashlib
from collections.abc import Iterable
from typing import Any

BITS = 128

type Fingerprints = dict[str, str]  # of each table, by its name


def of_rows(rows: Iterable[tuple[Any, ...]]) -> str:
    """How many rows there are and the sum of their hashes, which no order changes."""
    count = total = 0
    for row in rows:
        digest = hashlib.sha256(repr(tuple(row)).encode()).digest()
        total += int.from_bytes(digest[: BITS // 8])
        count += 1
    return f"{count}:{total % 2**BITS:0{BITS // 4}x}"


def differences(expected: Fingerprints, found: Fingerprints) -> list[str]:
    """The tables that are not the same."""
    tables = sorted(expected.keys() | found.keys())
    return [table for table in tables if expected.get(table) != found.get(table)]
