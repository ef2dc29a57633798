"""The version of the program, in a place that every wing may ask."""

__version__ = "0.2.0"
