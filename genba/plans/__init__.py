"""The improvement plan of an engagement, and the team that works on it.

Life of an action: *proposed*, then by decisions *started*, *done*, *verified* at a visit, or *dropped* because …
What an action is today follows from its last decision; nothing is overwritten. Its saving is stated by whoever looks
after it, checked by a trainer at a visit, and counted once. A team has members from a day until another, meets, and
what it decides becomes an action. It knows nothing of KPIs: what changed in them is not its to say.
"""
