"""How many threads numpy's libraries may start: one, since the tagger's matrices are small.

More of them take twice the processor's time for the same speed, and worker processes hinder one another.
"""

from __future__ import annotations

import os

SETTINGS = ("OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "OMP_NUM_THREADS")


def keep_to_one_thread() -> None:
    """Say so, where nobody has said otherwise; before numpy is loaded, which reads it then."""
    for setting in SETTINGS:
        os.environ.setdefault(setting, "1")
