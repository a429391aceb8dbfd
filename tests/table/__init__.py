"""Role × state × page and role × state × act: what may be read, and what answers, in one place."""
