"""Releases: versioned Hugging Face datasets, written once and never changed."""
