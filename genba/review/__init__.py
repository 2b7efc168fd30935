"""Review: a coordinator reads what the field sent, returns it with what to put right, or approves it.

Nouns: review (a dated fact about a report, a baseline or an unusual value) and remark (what to put right in one item
of it). What waits, what is late and what is missing is asked of the rooms below and never stored. This room knows
nothing of pages.
"""
