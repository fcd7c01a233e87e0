"""Reusable widgets that know nothing of insurance."""
