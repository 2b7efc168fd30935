"""Documents as frozen objects: what a page, a PDF, a JSON answer and a command say from the same figures.

A report reads rows once, works out its figures with the rooms below, and holds no HTML. The sentences around its
figures are made beside it, so that every surface says them alike.
"""
