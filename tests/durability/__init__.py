"""What happens to the site when something it stands on is killed, hangs or is full."""
