"""Leaving for good: asked for on a page, called off within some days, then done by the worker.

`actions.py` asks and calls off; `erase.py` says in which order the worker takes a member out of
every table; `remains.py` is the list of what stays, for the page. Each domain's own
`actions/forget.py` knows how its rows go; `traces.py` takes what any table says of a member, also
those that are not thought of yet.
"""
