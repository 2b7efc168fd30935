"""What can be done to observations, a module per noun."""
