"""Taggers suggest labels. A tagger is made by `(scheme, gold) -> tagger`, and tags by `(article) -> Prediction`.

`gold` is pairs of a text and its spans, which a tagger that learns is trained on; others leave it unread. The makers go by
name in the entry-point group `toolkit.taggers`.
"""
