"""Pulses: when something happens to many, ten questions go to all enterprises within a day.

A pulse has a reason and a last day; each enterprise it asks has a row of its own, from the moment it was asked. The owner
answers by a link without an account, in the own account, or by telephone through whoever calls. The questions are those of
the tool *Pulse* of the crisis module, and what comes out is worked out by that tool and by nothing else. Single answers are
for those who look after the enterprise, so that they can help; everybody else sees totals of five or more.
"""
