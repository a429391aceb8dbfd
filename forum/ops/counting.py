"""Where the workers of a server count together, for `metrics.py`; it loads no package for that."""

import os
from pathlib import Path


def folder(var: Path) -> str:
    """The folder, made and told to Prometheus’ package, which asks when it is loaded."""
    shared = var / "metrics"
    shared.mkdir(exist_ok=True)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = str(shared)
    return str(shared)
