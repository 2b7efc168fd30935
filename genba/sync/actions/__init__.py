"""Devices that come and go, records that arrive."""
