"""What can be done that touches several of the rooms below at once, and to the results framework."""
