"""Fixtures for every test: the database's cache table, and the cast by name."""
