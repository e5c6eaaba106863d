"""What changes prices and what they are made of."""
