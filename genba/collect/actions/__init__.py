"""Collect passwords are made and withdrawn; phones come in; forms come back."""
