"""Records: the gold answer for each article, joined with what is known of the article, and proven once more."""
