"""What prices refuses to do."""
