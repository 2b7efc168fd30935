"""The improvement plan of an engagement: actions, and the dated decisions that move them on.

Life of an action: *proposed*, then by decisions *started*, *done*, *verified* at a visit, or *dropped* because …
What an action is today follows from its last decision; nothing is overwritten.
"""
