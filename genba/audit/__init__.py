"""Who did what to which thing, when and why. Rows only ever grow.

No foreign keys: the trail outlives what it speaks of, and knows nothing of the rooms above it.
"""
