"""What was written on devices without a network, and how it arrives: once, whatever happens on the way.

A *device* is the phone or laptop of one user. A *record* is made on it, with a number of its own, and sent as often as it
takes. The first time it is *received*: kept as it was sent, for good. Then it is turned into a fact by the very action that
the pages use, and its *outcome* is written down in the same transaction. What cannot become a fact yet is kept and waits;
what two people said differently is kept as a *disagreement* until somebody decides. The contract is docs/sync.md.

This room refuses to know what an attendance list or a visit is: each kind of record has a file in `kinds/`, and no rule of
the domain is written here a second time.
"""
