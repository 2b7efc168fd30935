"""What can be done to workshops, attendance and visits, a module per noun."""
