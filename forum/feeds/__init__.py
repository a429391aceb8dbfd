"""Feeds for programs that tell people what is new: in Atom and JSON Feed, with full text."""
