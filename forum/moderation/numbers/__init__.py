"""Moderation in figures, the same for everyone. `acts`, `flags`, `waits`, `appeals` and `sides`
count, each in a bounded number of queries; `whole` puts them together and keeps them; `words` and
`plot` say and draw what the balance carries."""
