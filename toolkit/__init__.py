"""talentwire: raw news pages to a versioned Hugging Face dataset, through Label Studio."""

__version__ = "0.1.0"
