"""Arithmetic without I/O: arrays in, arrays out. A kernel knows no database, no clock and no business row."""
