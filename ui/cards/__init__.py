"""The cards of the settings page: one subject each."""
