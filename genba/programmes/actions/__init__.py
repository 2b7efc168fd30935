"""What can be done to programmes and engagements, a module per noun."""
