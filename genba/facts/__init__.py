"""Facts in columns: what heavy questions and dashboards read instead of the rows.

Nouns: observation (a month of a KPI), taking (an enterprise takes a module, with all by which figures are cut), comparison
(a taking's KPI before its class and now). They lie in files of arrays, one set a version; a worker writes the next version
and everybody reads the newest. Whatever is here can be worked out anew from the rows and comes out the same, bit by bit.
This room changes no row and knows nothing of pages.
"""
