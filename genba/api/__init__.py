"""What the pages can do, for programs: JSON at /api/v1/, described by its own /api/v1/openapi.json.

A program comes with a token (one grant of one user), a page of our own with its session. What either may see and do
is decided where it is for the pages: by `genba.access`, through the same doors, queries and actions. Nothing here
knows a rule of its own.
"""
