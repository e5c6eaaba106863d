"""What prices takes and gives."""
