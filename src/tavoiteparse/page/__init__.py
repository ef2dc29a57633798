"""Evidence pages: a report's source beside what was read of it, each value a link both ways."""
