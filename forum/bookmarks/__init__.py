"""What a member keeps to come back to: essays and comments, each with a note for themselves."""
