"""What an answer lacks is told where it is used, and not only where it was lost."""

import copy
import json

from tests import handmade
from tests.annotation.reading import ARTICLE, item
from toolkit.annotation import regions, store
from toolkit.annotation.gold import decide
from toolkit.article.span import Span
from toolkit.finding import Tally
from toolkit.flow import pull
from toolkit.task import payload


def test_the_gold_says_what_its_answers_lost(tmp_path, the_scheme):
    home = handmade.workspace(tmp_path / "ws", [ARTICLE])
    answer = copy.deepcopy(item())
    answer["result"][0]["value"]["end"] = 99_999
    path = home.root / "export.json"
    path.write_text(json.dumps([handmade.task(ARTICLE, answer)]))
    pull.pull(home, path)
    (kept,) = store.latest(home).values()
    assert kept.put_aside > 0
    tally = Tally()
    list(decide(store.by_article(home), {}, the_scheme, "single", tally))
    assert tally.by_code["gold-incomplete"] == 1


def test_a_region_that_does_not_say_what_it_marks(the_scheme):
    sent = payload.results("한빛전자", [Span(0, 4, next(iter(the_scheme.entities)), "a")], [], [], the_scheme)
    del sent[0]["value"]["text"]
    read = regions.parse(sent, "한빛전자", the_scheme, "here")
    assert len(read.spans) == 1
    assert read.tally.by_code == {"span-unproven": 1}
