"""Rows, and the files that tables of them are written to."""
