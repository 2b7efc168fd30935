"""The end of a module and what comes after: completion, the results talk, follow-ups after six and twelve months.

It stands above delivery, plans and observations, because what an enterprise must have done lies in all three. The rule
is the module's own (`completion:` in module.yaml); this room explains it, keeps that somebody confirmed it, and asks
later what lasted. It refuses to know what a page looks like and how much changed: that is for impact and reports.
"""
