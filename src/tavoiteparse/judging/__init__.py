"""What an indicator's words and figures say: its levels, which side is better, what is concluded of it."""
