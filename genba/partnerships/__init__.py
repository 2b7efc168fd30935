"""Brands and what enterprises agree to share with them.

Consent is the enterprise's: per brand, per kind of data, from a day until another. The default is nothing, and
withdrawal works at once.
"""
