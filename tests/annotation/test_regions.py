"""Section C of the catalogue of bad inputs, row by row: spans, attributes and relations that are not as they should be."""

from __future__ import annotations

import copy

import pytest

from tests import handmade
from tests.annotation.reading import (
    ARTICLE,
    SAID,
    SCHEME,
    SPANS,
    TEXT,
    broken,
    fault,
    item,
    kept,
    one,
    read,
    without,
)
from toolkit.annotation.parse import Parser
from toolkit.article.span import Attribute, Span
from toolkit.finding import Tally


@pytest.mark.parametrize("region", [None, "", 7])
def test_c13_a_region_without_an_id(region):
    task = broken(0, id=region)
    tally, _ = fault("region-id", task, put_aside=[task["annotations"][0]["result"][0]])
    assert kept(tally) == without("spans")


def test_c13_one_id_for_a_span_and_its_attribute_is_legal_for_two_spans_it_is_not():
    task = broken(0, id="s3")
    result = task["annotations"][0]["result"]
    tally, [annotation], parser = read(task)
    assert tally.by_code == {"region-id-dup": 2, "rel-dangling": 1}, (
        "what the id meant cannot be told: both are put aside"
    )
    assert [each for each, _ in parser.parsed.rejected] == [result[0], result[3], result[6]]
    assert [span.id for span in annotation.spans] == ["s1", "s2"]


def test_c14_an_attribute_of_a_span_that_is_not_there():
    task = broken(4, id="nowhere")
    fault("attr-orphan", task, put_aside=[task["annotations"][0]["result"][4]])


def test_c15_a_relation_to_a_span_that_is_not_there():
    task = broken(5, to_id="nowhere")
    tally, [annotation] = fault("rel-dangling", task, put_aside=[task["annotations"][0]["result"][5]])
    assert kept(tally) == without("relations")
    assert "s1" in tally.findings[0].message
    assert "nowhere" in tally.findings[0].message


@pytest.mark.parametrize("labels", [None, []])
def test_c16_an_arrow_without_a_label_gets_the_default_of_its_ends(labels):
    tally, [annotation] = fault("relation-defaulted", broken(5, labels=labels))
    assert (annotation.relations, tally.exit_code()) == (SAID.relations, 0)


def test_c16_an_arrow_without_a_label_where_there_is_no_default():
    task = broken(5, labels=[], to_id="s0", from_id="s3")  # fine: compensation to company has one
    assert read(task)[0].by_code == {"relation-defaulted": 1}
    task = broken(3, labels=["group"])  # group to person has none
    task["annotations"][0]["result"][6]["labels"] = []
    fault("rel-type", task, put_aside=[task["annotations"][0]["result"][6]])


def test_c16_flags_stand_beside_one_label_and_never_two():
    _, [annotation], _ = read(broken(5, labels=["denied", "holds", "planned"]))
    assert annotation.relations[0].flags == ("planned", "denied")
    task = broken(5, labels=["holds", "works_at"])
    fault("rel-type", task, put_aside=[task["annotations"][0]["result"][5]])


def test_c17_a_loop():
    task = broken(5, to_id="s1")
    fault("rel-loop", task, put_aside=[task["annotations"][0]["result"][5]])


def test_c17_the_same_arrow_twice_is_one():
    task = one()
    task["annotations"][0]["result"].append(dict(task["annotations"][0]["result"][5]))
    tally, [annotation] = fault("rel-duplicate", task)
    assert (len(annotation.relations), tally.counts["relations"].skipped) == (2, 1)


def test_c17_two_arrows_that_say_different_things_are_no_duplicate():
    task = one()
    denied = task["annotations"][0]["result"][5] | {"labels": ["holds", "denied"]}
    task["annotations"][0]["result"].append(denied)
    fault("rel-duplicate", task, put_aside=[denied])


@pytest.mark.parametrize("turn", [{"direction": "left"}, {"from_id": "s2", "to_id": "s1"}, {"direction": "bi"}])
def test_c17_an_arrow_against_its_relations_direction_is_turned_and_told(turn):
    tally, [annotation] = fault("relation-turned", broken(5, **turn))
    assert (annotation.relations, tally.exit_code()) == (SAID.relations, 0)


def test_c17_an_arrow_drawn_against_its_own_ends_is_as_it_should_be():
    tally, [annotation], _ = read(broken(5, from_id="s2", to_id="s1", direction="left"))
    assert (annotation.relations, tally.findings) == (SAID.relations, [])


def test_c18_a_relation_between_labels_that_it_cannot_join():
    task = broken(5, to_id="s0")
    fault("rel-endpoint-type", task, put_aside=[task["annotations"][0]["result"][5]])


def test_c19_a_label_that_the_scheme_does_not_have():
    task = broken(0, labels=["OLD"])
    tally, _ = fault("label-unknown", task, put_aside=[task["annotations"][0]["result"][0]])
    assert kept(tally) == without("spans")


@pytest.mark.parametrize("place", [0, 4])
def test_c20_a_control_that_the_scheme_does_not_have(place):
    task = broken(place, from_name="old")
    fault("control-unknown", task, put_aside=[task["annotations"][0]["result"][place]])


@pytest.mark.parametrize("labels", [None, [], ["company", "person"], "company", [3]])
def test_c21_not_exactly_one_label(labels):
    task = broken(0, labels=labels)
    fault("label-count", task, put_aside=[task["annotations"][0]["result"][0]])


@pytest.mark.parametrize(
    ("start", "end", "code"),
    [
        (None, 4, "offset-type"), ("0", 4, "offset-type"), (0.0, 4, "offset-type"), (False, 4, "offset-type"),
        (0, None, "offset-type"), (4, 0, "offset-order"), (-1, 4, "offset-order"), (2, 2, "span-empty"),
        (0, 10_000, "offset-range"), (5_000, 10_000, "offset-range"),  # c23
    ],
)  # fmt: skip
def test_c22_c23_offsets_that_are_none(start, end, code):
    task = broken(0, start=start, end=end)
    tally, _ = fault(code, task, put_aside=[task["annotations"][0]["result"][0]])
    assert kept(tally) == without("spans")


def test_c24_a_span_that_is_not_what_was_marked_names_the_shift():
    place = SPANS[1]
    task = broken(1, start=place.start - 3, end=place.end - 3)
    tally, _, _ = read(task)
    [found, orphan] = [each for each in tally.findings if each.code == "span-text-mismatch"] + ["rest"]
    assert "김하람" in found.message
    assert "+3 away" in found.message
    assert tally.by_code["rel-dangling"] == 2, "what hangs on it is put aside with its reason"


@pytest.mark.parametrize("saw", ["", 7, ["한빛전자"], "다른 말"])
def test_c24_the_marked_text_must_be_the_texts_own(saw):
    task = broken(0, text=saw)
    fault("span-text-mismatch", task, put_aside=[task["annotations"][0]["result"][0]])


def test_c25_offsets_in_utf16_units():
    task = one()
    for each in task["annotations"][0]["result"]:
        if "value" in each and each["value"]["start"] > TEXT.index("🚀"):
            each["value"]["start"] += 1
            each["value"]["end"] += 1
    tally, [annotation] = fault("utf16-offset-converted", task)
    assert (annotation.spans, tally.exit_code()) == (tuple(sorted(SPANS)), 0)


def test_c25_offsets_that_no_one_rule_explains_are_put_aside():
    task = broken(1, start=SPANS[1].start + 1, end=SPANS[1].end + 1)  # one in UTF-16 units, the role in code points
    assert read(task)[0].by_code["span-text-mismatch"] == 1


def test_c26_offsets_on_a_text_with_other_line_ends():
    late = handmade.spans(TEXT, ("누리소프트", "company"))[0]
    task = handmade.task(ARTICLE, item(result=[]))
    value = {"start": late.start + 2, "end": late.end + 2, "text": "누리소프트", "labels": ["company"]}
    task["annotations"][0]["result"] = [
        {"id": "x", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    ]
    tally, _ = fault("span-text-mismatch", task, put_aside=task["annotations"][0]["result"])
    assert "-2 away" in tally.findings[0].message


def read_on(text: str, start: int, end: int) -> tuple[Tally, list[Span]]:
    """One span on another text."""
    other = handmade.article(text)
    parser = Parser(SCHEME, b"key", {other.id: other.text_sha256}.get)
    value = {"start": start, "end": end, "text": text[start:end], "labels": ["company"]}
    region = {"id": "x", "from_name": "label", "to_name": "text", "type": "labels", "value": value}
    parser.task(handmade.task(other, item(result=[region])), "export.json:/0")
    return parser.parsed.tally, list(parser.parsed.annotations[0].spans)


def test_c27_blanks_at_the_edges_are_cut_off_and_told():
    tally, [span] = read_on("저 한빛전자 \n가", 1, 8)
    assert (span.start, span.end) == (2, 6)
    assert (dict(tally.by_code), tally.exit_code()) == ({"span-trimmed": 1}, 0)
    assert dict(read_on("가 \n나", 1, 3)[0].by_code) == {"span-empty": 1}


WHOLE = {
    "conjoining jamo": "\u1100\u1161\u11a8", "accent": "e\u0301", "joined emoji": "👩\u200d💻", "skin": "👍\U0001f3fd",
    "variation": "❤\ufe0f", "flag": "🇰🇷", "keycap": "1\ufe0f\u20e3", "vowel sign": "न\u093f", "tags": "🏴\U000e0067\U000e0062\U000e007f",
}  # fmt: skip


@pytest.mark.parametrize("kind", WHOLE)
def test_c27_a_span_that_splits_what_is_read_as_one_character(kind):
    whole = WHOLE[kind]
    for cut in range(1, len(whole)):
        tally, spans = read_on(f"회사 {whole} 밖", 3, 3 + cut)
        assert (dict(tally.by_code), spans) == ({"span-splits-grapheme": 1}, [])
    tally, spans = read_on(f"회사{whole}{whole}밖", 2, 2 + len(whole))
    assert (tally.findings, len(spans)) == ([], 1), "between two characters is no split"


@pytest.mark.parametrize(("place", "fine"), [((2, 5), False), ((0, 4), False), ((1, 3), True), ((4, 5), True)])
def test_c30_nested_is_fine_crossing_and_the_same_stretch_are_not(place, fine):
    task = one()
    first = task["annotations"][0]["result"][0]
    value = {"start": place[0], "end": place[1], "text": TEXT[slice(*place)], "labels": ["person"]}
    task["annotations"][0]["result"] = both = [first, first | {"id": "x", "value": value}]
    if fine:
        assert read(task)[0].findings == []
    else:
        tally, [annotation], parser = read(task)
        assert tally.by_code == {"span-overlap": 2}
        assert annotation.spans == ()
        assert sorted((each for each, _ in parser.parsed.rejected), key=both.index) == both


def test_c30_one_stretch_twice_under_one_label_is_one_span_with_all_that_hangs_on_it():
    task = one()
    result = task["annotations"][0]["result"]
    result.insert(1, copy.deepcopy(result[1]) | {"id": "twin"})
    result.append({"type": "relation", "from_id": "twin", "to_id": "s0", "direction": "right", "labels": ["joins"]})
    tally, [annotation] = fault("span-duplicate", task)
    assert (len(annotation.spans), len(annotation.relations)) == (4, 3)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("amount_min", {"number": "350,000,000"}), ("amount_min", {"number": True}), ("amount_min", {}),
        ("amount_min", {"number": [1]}), ("amount_min", {"number": 10**30}), ("currency", {"choices": ["KRW", "USD"]}),
        ("currency", {"choices": ["WON"]}), ("currency", {"choices": []}), ("currency", {"choices": [7]}),
    ],
)  # fmt: skip
def test_c40_an_answer_that_is_none(name, value):
    task = one()
    bad = task["annotations"][0]["result"][4]
    bad.update({"id": "s3", "from_name": name, "value": value})
    fault("attr-value", task, put_aside=[bad])


def test_c40_a_number_is_a_number():
    task = one()
    task["annotations"][0]["result"][4].update({"id": "s3", "from_name": "amount_min", "value": {"number": 3.5e8}})
    assert read(task)[1][0].attributes == (Attribute("s3", "amount_min", 3.5e8),)


def test_c41_an_attribute_on_a_label_that_does_not_have_it():
    task = broken(4, id="s1")
    fault("attr-not-allowed", task, put_aside=[task["annotations"][0]["result"][4]])
