"""Publishing: what the programme shows to everybody, and what those who are shown agreed to.

Its nouns: the face of a programme (name, mark, two colours, contact, which figures are shown) and its offices in countries;
stories and pages, each a text in several languages whose wordings are never overwritten and are public from an instant until
another; their photos; the people and enterprises shown in them, each with the consent that says so; and listings: an
enterprise among those taking part, a trainer in the directory, because they want to.

It refuses to know figures: those come from impact. It never shows whom nobody asked, and who takes consent back is gone
with the next request.
"""
