"""Verbs of publishing."""
