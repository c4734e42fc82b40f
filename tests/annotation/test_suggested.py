"""What people did with suggestions: every suggested span is kept, changed or deleted, and what is new was added."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from tests import handmade
from tests.conftest import REPOSITORY
from toolkit.annotation import regions, suggested
from toolkit.article.span import Relation, Span
from toolkit.scheme import scheme
from toolkit.task import payload

SCHEME = scheme.read(REPOSITORY / "schemas" / "scheme.yaml")
TEXT = handmade.TEXT


def counts(sent, said, arrows_sent=(), arrows_said=()) -> dict[str, tuple[int, int]]:
    offered = payload.results(TEXT, sent, (), arrows_sent, SCHEME)
    read = regions.parse(payload.results(TEXT, said, (), arrows_said, SCHEME), TEXT, SCHEME, "")
    tally = suggested.compare(offered, read, TEXT, SCHEME)
    assert all(count.balanced for count in tally.counts.values())
    return {name: (count.kept, count.skipped) for name, count in tally.counts.items()} | dict(tally.reasons)


def test_kept_changed_deleted_added():
    firm, man, post = handmade.spans(TEXT, ("한빛전자", "company"), ("김하람", "person"), ("최고기술책임자", "role"))
    ids = [Span(each.start, each.end, each.label, f"pay@1-{each.start}-{each.end}") for each in (firm, man, post)]
    shorter = Span(ids[1].start, ids[1].end - 1, "person", ids[1].id)
    drawn = handmade.spans(TEXT, ("누리소프트", "company"))[0]
    assert counts(ids, [ids[0], shorter, drawn]) == {
        "suggestions pay company": (1, 0),
        "suggestions pay person": (0, 1),
        "suggestions pay person: changed": 1,
        "suggestions pay role": (0, 1),
        "suggestions pay role: deleted": 1,
        "suggestions (by hand) company": (0, 1),
        "suggestions (by hand) company: added": 1,
    }


def test_a_span_drawn_again_under_another_id_was_kept():
    [firm] = handmade.spans(TEXT, ("한빛전자", "company"))
    sent = Span(firm.start, firm.end, firm.label, f"learned@ab-{firm.start}-{firm.end}")
    assert counts([sent], [firm]) == {"suggestions learned company": (1, 0)}


def test_relations_are_kept_deleted_or_added():
    firm, man, post = handmade.spans(TEXT, ("한빛전자", "company"), ("김하람", "person"), ("최고기술책임자", "role"))
    holds, at = Relation("r", "holds", man.id, post.id), Relation("q", "role_at", post.id, firm.id)
    joins = Relation("j", "joins", man.id, firm.id)
    made = counts([firm, man, post], [firm, man, post], [holds, at], [holds, joins])
    assert (made["suggestions -> holds"], made["suggestions -> role_at"], made["suggestions -> joins"]) == (
        (1, 0),
        (0, 1),
        (0, 1),
    )
    assert made["suggestions -> role_at: deleted"] == made["suggestions -> joins: added"] == 1


PLACES = handmade.spans(
    TEXT, *((word, "company") for word in ("한빛전자", "김하람", "최고기술책임자", "5억원", "누리소프트", "직원"))
)
some = st.sets(st.sampled_from(PLACES))


@given(some, some)
def test_nothing_is_counted_twice_or_lost(sent, said):
    offered = [Span(each.start, each.end, each.label, f"pay@1-{each.start}-{each.end}") for each in sent]
    made = counts(offered, sorted(said))
    kept, lost = made.get("suggestions pay company", (0, 0))
    assert (kept, lost) == (len(sent & said), len(sent - said))
    assert made.get("suggestions (by hand) company", (0, 0)) == (0, len(said - sent))
