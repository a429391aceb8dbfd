"""Reading from a copy of the database: who may, when, and what if the copy fails."""
