"""The whole site in one file, and the site from such a file again.

`archive.py` says what the file holds, `rows.py` how two databases are compared, `sqlite.py` and
`postgres.py` how each database gives and takes a copy of itself while others write.
"""
