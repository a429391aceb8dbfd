"""What there is to read, told to search engines: the sitemap and robots.txt."""
