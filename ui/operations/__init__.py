"""What the user can do: one function per action."""
