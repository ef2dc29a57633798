"""What an indicator's words and figures say: its levels, which side is better, and whether the target was met."""
