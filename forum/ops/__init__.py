"""What those who run the site see of it: is it alive, what was asked, how much and how fast."""
