"""Every write to comments and ratings, a module for each act.

Locks are taken in one order everywhere, so that no two writers wait for each other: the article's
row, then comments' rows by id.
"""
