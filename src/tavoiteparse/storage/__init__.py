"""Where files stand, what a folder holds, and the processes that work on its files."""
