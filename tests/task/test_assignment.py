"""Who reads what: laws of the assignment, and of the ledger that it is written down in."""

from __future__ import annotations

import csv
from collections import Counter
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from toolkit.finding import ReadError
from toolkit.task import batch, ledger, project
from toolkit.task.batch import Assignment, Terms, plan, preferred, spread
from toolkit.workspace import Workspace

words = st.text("abcdefghij0123456789", min_size=1, max_size=6)
articles = st.lists(words, unique=True, max_size=40)
people = st.lists(words, unique=True, min_size=1, max_size=6)


@st.composite
def questions(draw: st.DrawFn) -> tuple[list[str], list[str], int]:
    team = draw(people)
    return draw(articles), team, draw(st.integers(1, len(team)))


def pairs(given_to: dict[str, tuple[str, ...]]) -> set[tuple[str, str]]:
    return {(article, who) for article, readers in given_to.items() for who in readers}


def rendezvous(some: list[str], team: list[str], overlap: int) -> set[tuple[str, str]]:
    """What hashing alone says."""
    return {(article, who) for article in some for who in preferred(article, team)[:overlap]}


@given(questions())
def test_each_article_has_its_readers_and_nobody_two_more_than_another(question):
    some, team, overlap = question
    made = spread(some, team, overlap)
    assert set(made) == set(some)
    assert all(len(set(readers)) == overlap and set(readers) <= set(team) for readers in made.values())
    loads = [sum(who in readers for readers in made.values()) for who in team]
    assert max(loads) - min(loads) <= 1


@given(questions(), st.randoms())
def test_the_order_in_which_they_are_named_does_not_matter(question, chance):
    some, team, overlap = question
    made = spread(some, team, overlap)
    chance.shuffle(some)
    chance.shuffle(team)
    assert spread(some, team, overlap) == made


@given(questions())
def test_no_more_moves_than_evenness_asks_for(question):
    some, team, overlap = question
    by_hash, made = rendezvous(some, team, overlap), pairs(spread(some, team, overlap))
    before, after = Counter(who for _, who in by_hash), Counter(who for _, who in made)
    assert len(by_hash - made) == sum(max(0, before[who] - after[who]) for who in team)


@given(questions(), words)
def test_a_newcomer_takes_and_nothing_moves_between_the_others_but_for_evenness(question, newcomer):
    some, team, overlap = question
    team = [who for who in team if who != newcomer] or [newcomer + "0"]
    overlap = min(overlap, len(team))
    wider = [*team, newcomer]
    by_hash = rendezvous(some, wider, overlap) - rendezvous(some, team, overlap)
    assert {who for _, who in by_hash} <= {newcomer}
    before, after = pairs(spread(some, team, overlap)), pairs(spread(some, wider, overlap))
    evened = len(rendezvous(some, team, overlap) - before) + len(rendezvous(some, wider, overlap) - after)
    assert len(before - after) <= len(by_hash) + evened


def test_what_moves_for_a_newcomer_is_little_more_than_what_they_get():
    some, team = [f"article {n}" for n in range(1000)], ["a", "b", "c", "d"]
    before, after = pairs(spread(some, team, 2)), pairs(spread(some, [*team, "e"], 2))
    assert sum(who == "e" for _, who in after) == 400
    assert len(before - after) < 1.2 * 400  # anew for everybody it would be 1,200
    one_more = pairs(spread([*some, "one more"], team, 2))
    assert len(before - one_more) <= 10


@given(questions(), st.dictionaries(words, st.integers(0, 9)))
def test_what_people_have_already_counts(question, loads):
    some, team, overlap = question
    made = spread(some, team, overlap, loads)
    mine = {who: {article for article, readers in made.items() if who in readers} for who in team}
    total = {who: len(mine[who]) + loads.get(who, 0) for who in team}
    for giver in team:
        for taker in team:
            assert total[giver] - total[taker] <= 1 or not mine[giver] - mine[taker]


def test_overlap_needs_people():
    for overlap in (0, 3):
        with pytest.raises(ValueError, match="readers"):
            spread(["x"], ["a", "b"], overlap)


@settings(max_examples=60)
@given(questions(), st.integers(0, 45), st.integers(0, 6), st.floats(0, 1))
def test_a_plan_keeps_its_terms(question, limit, calibration, share):
    some, team, overlap = question
    made = plan("one", some, team, Terms(overlap, limit, calibration, share), [])
    taken = list(dict.fromkeys(each.article_id for each in made))
    assert set(taken) == set(some[:limit])
    first = list(dict.fromkeys(each.article_id for each in made if each.calibration))
    assert len(first) == min(calibration, len(taken))
    assert taken[: len(first)] == first, "calibration comes first"
    assert [each for each in some if each in taken[len(first) :]] == taken[len(first) :], "then the wanted order"
    readers = Counter(each.article_id for each in made)
    assert all(n == (len(team) if article in first else overlap) for article, n in readers.items())
    blind = {each.article_id for each in made if each.blind}
    assert abs(len(blind) - share * len(taken)) <= 0.5
    assert all(each.blind == (each.article_id in blind) for each in made), "for one reader as for the other"


@settings(max_examples=60)
@given(questions(), st.lists(st.integers(0, 40), max_size=4), st.integers(0, 5))
def test_a_batch_only_grows_and_the_same_again_is_nothing(question, limits, calibration):
    some, team, overlap = question
    rows: list[Assignment] = []
    for limit in [0, *limits, 40]:
        terms = Terms(overlap, limit, calibration, 0.15)
        new = plan("one", some, team, terms, rows)
        assert not {each.key for each in new} & {each.key for each in rows}
        rows += new
        assert plan("one", some, team, terms, rows) == []
        size = len({each.article_id for each in rows})
        assert abs(len({each.article_id for each in rows if each.blind}) - 0.15 * size) <= 0.5
    loads = Counter(each.annotator for each in rows if not each.calibration)
    assert max((loads[who] for who in team), default=0) - min((loads[who] for who in team), default=0) <= 1


def test_who_joins_later_reads_the_calibration_set_first():
    some = [f"article {n}" for n in range(20)]
    rows = plan("one", some, ["a", "b"], Terms(1, 10, 3), [])
    new = plan("one", some, ["a", "b", "c"], Terms(1, 14, 3), rows)
    assert [(each.annotator, each.calibration) for each in new[:3]] == [("c", True)] * 3
    assert {each.article_id for each in new[:3]} == {each.article_id for each in rows if each.calibration}
    loads = Counter(each.annotator for each in [*rows, *new] if not each.calibration)
    assert sorted(loads.values()) == [3, 4, 4], "who has the least gets what is new"


def test_ten_to_twenty_of_a_hundred_are_blind():
    some = [f"article {n}" for n in range(40)]
    for n in range(5, 41):
        made = plan("one", some, ["a", "b"], Terms(2, n), [])
        assert 0.1 <= len({each.article_id for each in made if each.blind}) / n <= 0.2


rows = st.builds(
    Assignment, words, words, words, st.integers(0, 3), st.booleans(), st.booleans(), st.booleans(), words, words, words, words
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(st.lists(st.lists(rows, max_size=5), max_size=4))
def test_the_ledger_gives_back_what_was_written_and_is_only_added_to(tmp_path_factory, written):
    home = Workspace(tmp_path_factory.mktemp("ledger"))
    seen = [b""]
    for several in written:
        ledger.append(home, several)
        seen.append(ledger.path(home).read_bytes() if ledger.path(home).exists() else b"")
    assert ledger.rows(home) == [each for several in written for each in several]
    assert all(after.startswith(before) for before, after in pairwise(seen))
    last = {each.key: each for each in ledger.rows(home)}
    assert {each.key: each for each in ledger.standing(home)} == last


@pytest.mark.parametrize(
    "damage", ["batch,who\n1,2\n", "\x00", "{head}x,y\n", "{head}" + "x," * 10 + "x\n", "{head}x,a,p,0,maybe,,,,,,\n"]
)
def test_a_damaged_ledger_is_refused(tmp_path, damage):
    home = Workspace(tmp_path)
    ledger.append(home, [Assignment("one", "a1", "a-0")])
    head = ledger.path(home).read_text("utf-8").splitlines()[0] + "\n"
    assert next(csv.reader([head]))[:3] == ["batch", "article_id", "annotator"]
    ledger.path(home).write_text(damage.replace("{head}", head))
    with pytest.raises(ReadError) as error:
        ledger.rows(home)
    assert error.value.finding.code == "ledger-unreadable"


@given(st.text(max_size=70), st.from_regex(batch.NAME, fullmatch=True), st.text(min_size=1, max_size=70))
def test_a_title_fits_the_server(dataset, name, annotator):
    made = project.title(dataset, name, annotator)
    assert len(made) <= 50
    assert name in made
