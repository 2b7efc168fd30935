"""Programmes and engagements: an enterprise takes a module.

Life of an engagement: *opened* (agreed on a date, with a provider, a trainer and a price that payers share) and
perhaps *withdrawn*, with a reason. What happens in between is told by the rooms above.
"""
