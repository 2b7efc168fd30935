"""SQLite as Django has it, with a line at the door for those who write."""
