"""What the program can do: one public function, one use case, one transaction."""
