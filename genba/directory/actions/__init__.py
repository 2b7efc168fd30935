"""What can be done to the things of the directory, a module per noun."""
