"""DuckDB over a case's Parquet files; the only place that speaks SQL."""
