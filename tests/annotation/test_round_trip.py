"""The law: out to Label Studio and back gives the same spans, attributes and relations, emoji and all."""

from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from tests.conftest import REPOSITORY
from toolkit.annotation import regions
from toolkit.article.span import Attribute, Relation, Span
from toolkit.scheme import scheme
from toolkit.task import payload

SCHEME = scheme.read(REPOSITORY / "schemas" / "scheme.yaml")
# Hangul, Latin, digits, an emoji, CJK extension B; blanks and breaks in between
texts = st.text(alphabet="가나다한빛전자 AB1,.()\n🚀𠮷", min_size=1, max_size=60)


@st.composite
def said(draw, before=""):
    """A text, and things that may be said of it: nested spans, attributes of their labels, relations that may join them."""
    text = before + draw(texts)
    spans: list[Span] = []
    for _ in range(draw(st.integers(0, 6))):
        start = draw(st.integers(0, len(text) - 1))
        end = draw(st.integers(start + 1, len(text)))
        span = Span(start, end, draw(st.sampled_from(list(SCHEME.entities))), f"s{len(spans)}")
        marked = span.of(text)
        clash = any(
            other.start < span.end and span.start < other.end
            and not (other.start <= start and end <= other.end and (start, end) != (other.start, other.end))
            and not (start <= other.start and other.end <= end and (start, end) != (other.start, other.end))
            for other in spans
        )  # fmt: skip
        if marked == marked.strip() and not clash:
            spans.append(span)
    attributes = []
    for span in spans:
        for asked in SCHEME.attributes_of(span.label):
            if draw(st.booleans()):
                value = draw(st.sampled_from(list(asked.values)) if asked.values else st.integers(0, 10**12))
                attributes.append(Attribute(span.id, asked.name, value))
    if draw(st.booleans()):
        attributes.append(Attribute(None, *SCHEME.irrelevant))
    relations: dict[tuple[str, str, str], Relation] = {}
    for head in spans:
        for tail in spans:
            allowed = [
                r for r in SCHEME.relations.values() if SCHEME.direction(r.label, head.label, tail.label) == "forward"
            ]
            if head.id != tail.id and allowed and draw(st.booleans()):
                relation = draw(st.sampled_from(allowed))
                if relation.symmetric and tail < head:
                    continue
                flags = tuple(flag for flag in SCHEME.flags if draw(st.booleans()))
                made = Relation(f"{relation.label}-{head.id}-{tail.id}", relation.label, head.id, tail.id, flags)
                relations[made.label, made.head, made.tail] = made
    return text, sorted(spans), attributes, list(relations.values())


@given(said())
def test_out_and_back(example):
    text, spans, attributes, relations = example
    sent = payload.results(text, spans, attributes, relations, SCHEME)
    back = regions.parse(sent, text, SCHEME, "test")
    assert back.rejected == []
    assert back.spans == spans
    assert sorted(back.attributes, key=repr) == sorted(attributes, key=repr)
    assert sorted(back.relations, key=repr) == sorted(relations, key=repr)
    for span in back.spans:
        assert span.of(text) == text[span.start : span.end]


@given(said(before="🚀"))
@settings(suppress_health_check=[HealthCheck.filter_too_much])
def test_an_older_server_that_counts_utf16(example):
    text, spans, _, _ = example
    assume(spans)

    def units(at: int) -> int:
        return len(text[:at].encode("utf-16-le")) // 2

    assume(any(units(span.start) != span.start for span in spans))
    sent = payload.results(text, spans, [], [], SCHEME)
    for item in sent:
        item["value"]["start"], item["value"]["end"] = units(item["value"]["start"]), units(item["value"]["end"])
    back = regions.parse(sent, text, SCHEME, "test")
    marked = {span.of(text).strip() for span in spans}
    for span in back.spans:  # whatever can be known of the place, what comes out is what was marked
        assert span.of(text) in marked
    if not back.rejected and back.tally.by_code["utf16-offset-converted"]:
        assert back.spans == spans


@given(said(), st.lists(st.integers(0, 30)), st.sampled_from(["drop", "label", "start", "id", "value", "type"]))
def test_whatever_is_broken_the_counts_balance(example, places, how):
    text, spans, attributes, relations = example
    sent = payload.results(text, spans, attributes, relations, SCHEME)
    for place in places:
        if place < len(sent):
            item = sent[place]
            if how == "drop" and isinstance(item, dict):
                sent[place] = None
            elif isinstance(item, dict):
                item.update({"label": {"from_name": "x"}, "start": {"value": {"start": -1, "end": 3}}, "id": {"id": "s0"},
                             "value": {"value": None}, "type": {"type": 7}}.get(how, {}))  # fmt: skip
    back = regions.parse(sent, text, SCHEME, "test")
    assert all(count.balanced for count in back.tally.counts.values())
    assert sum(count.read for count in back.tally.counts.values()) == len(sent), "every item is accounted for"
