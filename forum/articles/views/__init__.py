"""Pages of essays: lists, reading, writing, history, pictures."""

from forum.articles.views.shelf import home, tag

__all__ = ["home", "tag"]
