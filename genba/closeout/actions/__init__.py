"""What is done at the end of a module and after it, a module per noun."""
