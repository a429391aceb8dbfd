"""PostgreSQL as the site asks it: Django's own, but for how it looks whether a connection lives."""
