"""Bytes to `Source`: one module for each form in which a report is held."""
