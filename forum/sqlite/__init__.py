"""SQLite as the site asks it: Django's own, but for how writers queue."""
