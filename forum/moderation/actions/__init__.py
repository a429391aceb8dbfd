"""Every write of moderation: flags by readers, acts by moderators."""
