"""Keys, passwords and sealed files. Knows bytes, not households."""
