"""Pages of what one is told, what one watches, and how one wants to be told."""
