"""Who and where: countries, regions, providers, brands, enterprises with their workforce, and people.

Life: an enterprise is *registered* once and keeps its code for ever; a provider (and one of its trainers) *serves*
it from a day until another; its workforce is *counted* at a date by role and sex. A person belongs to an enterprise
and needs no e-mail address. This room knows nothing of modules, engagements or figures.
"""
