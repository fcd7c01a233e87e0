"""The few dialogs, one module each."""
