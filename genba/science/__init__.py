"""Statistics of a programme, pure: numbers in, numbers with their doubt out.

The nouns are a figure (measured with unit and n, or withheld with a reason), a ratio (sums, never averaged
percentages), a change between two windows of months, and a summary over many enterprises.
This room knows no database, no request, no language: it imports numpy and nothing of ours.
"""
