"""Speed and size, measured as ratios to floors that are built in the same run. Nothing here is a test."""
