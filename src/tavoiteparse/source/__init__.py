"""The nouns of a text, and what stands below everything else: no wing is lower."""
