"""Learning: what people work out with the tools of modules.

It knows the outbox, in which long searches (balancing a line, making a roster) are done and can be watched and stopped, and
forgets them after a day. It refuses to know who asked: a search belongs to whoever has its address.
"""
