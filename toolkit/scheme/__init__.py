"""The label scheme, and its readings for readers outside Python."""
