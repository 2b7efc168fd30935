"""Tables that people bring: a list of enterprises, a year of figures, a sign-in sheet, a results framework.

A kind of import says which columns it takes, judges a row, and writes what it judged good through the rooms below.
Reading, counting, giving back the file with what is wrong, and all-or-nothing are the same for every kind and live
in `running`. This room knows no page and no command; both ask it.
"""
