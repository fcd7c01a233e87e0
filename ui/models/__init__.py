"""Table models over values that services return."""
