"""What the speed claims are measured with: `make bench` runs every part and prints its figures."""
