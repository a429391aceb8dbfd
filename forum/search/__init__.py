"""Search over essays and comments: the only place that knows the search engine.

In this order. `words.py` makes the same stems of a text on every engine, so that a word finds what
it should on both; `marks.py` makes marks of what is asked for by name (an author, a tag, a day).
`engine/` keeps both in the database's own index: SQLite's FTS5, PostgreSQL's text search. Triggers
note what was written in `Change`, whoever wrote it; the worker follows (`actions.py`), so a post
waits for none of it. `query.py` reads what somebody typed, `find.py` answers it: the index says
what matches, `visible_to(viewer)` what of it this viewer may find.
"""
