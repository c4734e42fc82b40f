"""Clean text, tied to the page that it came from, character by character."""
