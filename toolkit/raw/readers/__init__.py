"""Readers: `(path, source) -> documents and what is none`, under a name, chosen by a file's content."""
