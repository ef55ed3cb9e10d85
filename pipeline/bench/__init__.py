"""Speed, memory and start-up, ours and others', on the same texts: ``python -m pipeline.bench``."""
