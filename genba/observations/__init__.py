"""What was measured and what was seen: KPI observations, good practices, and the baseline they begin with.

A KPI observation is a numerator and a denominator over a period, or the answer "not tracked"; it belongs to the
enterprise, once per indicator, part and period, whichever engagement asked for it. A practice check says absent,
on paper or practised, with its evidence. The baseline is the dated fact that the first measure was taken.
"""
