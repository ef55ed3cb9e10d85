"""Readers: files, folders, JSONL rows and standard input in, one `Source` a document out."""
