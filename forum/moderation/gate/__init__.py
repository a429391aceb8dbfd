"""What a comment goes through before others read it: facts are fetched once, then checks, each a
small pure function, are asked in order.

`facts.py` is what they are asked about, `checks.py` the checks in their order, `fetch.py` the
queries, `words.py` and `phrases.py` what a text itself tells, `pipeline.py` the gate built of them.
"""
