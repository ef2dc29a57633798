"""The same reading on Apache Spark, under the name that its users import; `batch/spark.py` does the work."""

from tavoiteparse.batch.spark import extract_frame, frame_schema, read_batches

__all__ = ["extract_frame", "frame_schema", "read_batches"]
