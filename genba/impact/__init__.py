"""The bridge from rows to figures: what changed in each enterprise, the programme's indicators, its framework.

Figures are worked out by genba.science from rows below, stored with their n and date, and refreshed by the outbox
when rows change. The framework holds targets and actuals by country and period: entered, imported or computed.
"""
