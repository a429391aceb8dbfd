"""Benchmarks: what the site does under load and with real texts, measured."""
