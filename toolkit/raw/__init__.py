"""Pages as they came: their exact bytes, where they came from, and whose they are."""
