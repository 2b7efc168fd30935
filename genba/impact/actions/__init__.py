"""What can be done that touches several of the rooms below at once."""
