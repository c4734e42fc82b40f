"""Invented pages and answers (CC0-1.0), which `toolkit demo` runs on."""
