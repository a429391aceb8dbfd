"""Pages of moderation: flagging, the queue and its cases, the log, the rules."""
