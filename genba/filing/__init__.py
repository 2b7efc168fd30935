"""Filed reports: what was said to donors, ministries, providers, enterprises and brands, kept as it was said.

A report is filed once, with every figure, its definition and the date of its data, and never moves again. When the records
were put right afterwards a new version is filed beside it, with what is different and why. Sheet, paper, table and data all
print what was filed and read nothing else. The room stands above the reports, whose figures it files; it works none out.
"""
