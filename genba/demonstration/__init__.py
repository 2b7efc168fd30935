"""Invented programmes, to look at and to measure with. Everything here says so on every page.

`story` tells a small programme through the product's own actions; `bulk` writes a large one straight into the tables,
with the same shape, so that a hundred thousand enterprises take minutes. A test holds that both obey the same rules.
"""
