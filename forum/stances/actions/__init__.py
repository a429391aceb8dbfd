"""Every write to stances: a module a verb."""
