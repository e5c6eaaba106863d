"""What prices announces."""
