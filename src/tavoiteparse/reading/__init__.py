"""The stages between a text and its report, in the order of `pipeline.py`."""
