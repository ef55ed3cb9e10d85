"""The word segmenter: its model, how it is trained and pruned, and where words begin and end."""
