"""Many reports at once: a folder of them, or a frame of Spark."""
