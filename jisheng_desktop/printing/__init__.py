"""Paper: receipts, settlements and cover sheets as PDF. Knows domain values, no library."""
