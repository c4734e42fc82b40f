"""Every type gives itself back from its plain form."""

import json

from hypothesis import given
from hypothesis import strategies as st

from toolkit.annotation.annotation import Annotation
from toolkit.article.span import Attribute, Relation, Span
from toolkit.finding import Count, Finding, Tally, catalogue, finding, quote
from toolkit.raw.document import RawDocument
from toolkit.record.record import Record, RecordEntity, RecordRelation
from toolkit.task.task import Prediction, Task

words = st.text(min_size=1, max_size=8)
offsets = st.integers(0, 10_000)
spans = st.builds(Span, offsets, offsets, words, words)
values = words | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.lists(words).map(tuple)
attributes = st.builds(Attribute, words | st.none(), words, values)
relations = st.builds(Relation, words, words, words, words, st.lists(words).map(tuple))
several = {
    "spans": st.lists(spans, max_size=3).map(tuple),
    "attributes": st.lists(attributes, max_size=3).map(tuple),
    "relations": st.lists(relations, max_size=3).map(tuple),
}
predictions = st.builds(Prediction, words, words, **several)
tasks = st.builds(Task, words, words, words, prediction=predictions | st.none())
annotations = st.builds(
    Annotation,
    id=words, article_id=words, text_sha256=words, annotator=words, status=st.sampled_from(["submitted", "skipped"]),
    created_at=words, updated_at=words, scheme_version=words, guideline_version=words | st.none(),
    seconds=st.floats(0, 1e5) | st.none(), ground_truth=st.booleans(), parents=st.lists(words, max_size=2).map(tuple),
    origins=st.dictionaries(words, words, max_size=2), extra=st.dictionaries(words, words, max_size=2), **several,
)  # fmt: skip
documents = st.builds(
    lambda body, word, none: RawDocument.of(
        body, source=word, origin=word, media_type="text/plain", url=none, fetched_at=none, charset=none
    ),
    st.binary(max_size=40),
    words,
    words | st.none(),
)
ranges = st.lists(st.tuples(offsets, offsets), max_size=3).map(tuple)
entities = st.builds(
    RecordEntity, words, words, offsets, offsets, words | st.none(), words, st.dictionaries(words, words, max_size=2)
)
arrows = st.builds(RecordRelation, words, words, words, words, st.lists(words, max_size=2).map(tuple))
records = st.builds(
    Record,
    article_id=words, text_sha256=words, title=words | st.none(), text=words | st.none(), paragraphs=ranges, sentences=ranges,
    entities=st.lists(entities, max_size=3).map(tuple) | st.none(), relations=st.lists(arrows, max_size=3).map(tuple) | st.none(),
    attributes=st.dictionaries(words, words, max_size=2), relevant=st.booleans(), n_chars=offsets, dup_group=words | st.none(), url=words | st.none(), outlet=words | st.none(), published_at=words | st.none(),
    published_precision=words | st.none(), source=words, rights=words, licence=words | st.none(), split=words,
    provenance=st.dictionaries(words, words, max_size=2),
)  # fmt: skip
findings = st.builds(finding, st.sampled_from(sorted(catalogue())), words, words)
any_value = st.one_of(spans, attributes, relations, predictions, tasks, annotations, documents, records, findings)


@given(any_value)
def test_round_trip(value):
    plain = value.to_dict()
    assert type(value).from_dict(plain) == value
    assert type(value).from_dict(json.loads(json.dumps(plain))) == value, "JSON holds all of it"


@given(st.text())
def test_quoted_text_is_one_short_printable_line(text):
    shown = quote(text)
    assert shown.isprintable()
    assert len(shown) <= 80


@given(st.lists(st.tuples(st.sampled_from(["keep", "skip", "quarantine"]), st.sampled_from(["documents", "spans"]))))
def test_a_tally_always_balances(events):
    tally = Tally()
    for event, unit in events:
        getattr(tally, event)(unit, *(["why"] if event == "skip" else []))
    assert all(count.balanced for count in tally.counts.values())
    assert tally.exit_code() == int(any(event == "quarantine" for event, _ in events))
    other = Tally()
    other.merge(tally)
    assert other.to_dict() == tally.to_dict()


def test_a_count_that_lost_something_says_so():
    tally = Tally(counts={"documents": Count(read=2, kept=1)})
    assert "DOES NOT BALANCE" in tally.lines()[0]


def test_a_finding_is_one_line():
    found = finding("raw-io", "a\nfile", quote("bad\u202e\x1b[2Jname\n"))
    assert "\x1b" not in str(found.message)
    assert "\u202e" not in found.message
    assert isinstance(found, Finding)
