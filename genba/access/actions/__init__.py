"""Give and take access, a module per noun."""
