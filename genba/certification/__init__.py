"""Certification: what somebody has to do to become a certified trainer, or an organisation a provider.

Its noun so far: the rule, with the days between which it holds. A new rule ends the one before; what was decided under an
old one stays decided.
"""
