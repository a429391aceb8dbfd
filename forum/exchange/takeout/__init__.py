"""Everything that is a member's own, as one ZIP for them: asked for on a page, made by the worker.

`parts.py` says what is in it, and what is not and why; `pack.py` writes it; `actions.py` asks for
it, makes it and clears it away.
"""
