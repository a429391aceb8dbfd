"""Markdown in, safe HTML out: the only renderer and sanitiser; reading time; differences."""
