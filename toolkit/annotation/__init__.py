"""What annotators said: pulled, proven against the text, kept as standoff, compared, and made into gold."""
