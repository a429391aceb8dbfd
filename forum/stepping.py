"""Work done in steps, each a batch in a transaction of its own, so that others write meanwhile."""

import math
import time
from collections.abc import Callable

type Step = Callable[[], bool]  # does a batch, and says whether there may be more


def is_done(step: Step, until: float = math.inf) -> bool:
    """Take the step as long as there is more, but no longer than to this time of
    `time.monotonic()`; at least once. Returns whether there is no more."""
    while step():
        if time.monotonic() > until:
            return False
    return True
