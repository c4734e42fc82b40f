"""Korean and English pay out of text: pure functions, standard library only."""

from .finder import find_pay
from .pay import Part, Pay
from .reader import parse_pay

reader_version = "pay-1"

__all__ = ["Part", "Pay", "find_pay", "parse_pay", "reader_version"]
