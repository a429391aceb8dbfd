"""Pages about stances, and what forms send: a module for each act."""
