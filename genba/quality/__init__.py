"""Figures to check: what is doubtful about recorded values, who must act, and which enterprises are verified on the spot.

Nouns: finding (one doubt about the values of an enterprise in one KPI, open until somebody puts the value right or
confirms it with a reason), grade (how far the values of an enterprise in one KPI can be relied on), verification sample
(enterprises drawn by lot, each with what a visit found). A finding only says: nothing here refuses or changes a value.
It stands above closeout, because who completed a module owes no more months. What is unusual at entry is met in
observations and read in review, and is not found here a second time.
"""
