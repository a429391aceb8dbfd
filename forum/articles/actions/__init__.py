"""Every write to essays, a file for each verb."""
