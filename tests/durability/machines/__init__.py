"""Two copies of the site behind nginx, with a PostgreSQL and its streaming replica."""
