"""What comes in from elsewhere: files that become essays, and the texts of the demo site."""
