"""OpenRosa: what ODK Collect, KoboCollect and other collectors speak. They fetch our forms here and send them back filled in.

A *collect password* lets the phone of one user in: a collector proves it by HTTP Digest, for which the password of the account
cannot serve. A *submission* is a form that came back, its XML kept as it was sent. It becomes a record of `genba/sync/` and
then a fact, by the same actions as those of the field app; an *attachment* is a photo that came with it.

This room refuses to know what a visit is, or how a page looks. What is in a form is written in `genba/curriculum/collecting.py`,
what a record becomes in `genba/sync/kinds/`. How to connect: docs/collect.md.
"""
