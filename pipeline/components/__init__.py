"""One spaCy component a file, named as its factory."""
