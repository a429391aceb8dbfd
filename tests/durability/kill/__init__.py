"""The site and the database under it, killed while people post: what was acknowledged is there."""
