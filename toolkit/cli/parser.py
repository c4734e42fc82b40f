"""The command line: every verb with its sentence, its example and its options."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import Any, NoReturn

from toolkit import __version__
from toolkit.finding import finding, quote

HELP: dict[str, tuple[str, str]] = {
    "init": ("Make a folder a workspace.", "toolkit init ws"),
    "ingest": (
        "Read pages into clean articles, each tied to its page.",
        "toolkit ingest page.html pages/ --source my-paper",
    ),
    "studio": ("Run a local Label Studio, or look after it.", "toolkit studio start"),
    "predict": ("Let taggers suggest labels for every article.", "toolkit predict --tagger pay"),
    "push": ("Send articles to Label Studio, each once, with suggestions.", "toolkit push"),
    "assign": ("Move what an annotator has not begun to another.", "toolkit assign --replace bora=dami"),
    "queue": (
        "Ask again what a changed guideline touches, with the former answers.",
        "toolkit queue --where 'text~대표 and relation=holds' --guideline '<1.3' --dry-run",
    ),
    "pull": ("Fetch what annotators said, and prove every span.", "toolkit pull --from-export project.json"),
    "show": ("Show an article, for a person or as JSON.", "toolkit show 3f9a --json"),
    "status": ("Tell how far each stage is, and what comes next.", "toolkit status"),
    "check": ("Check the workspace, or a release, export, scheme or page.", "toolkit check data/releases/0.1.0"),
    "build": ("Build a release that datasets.load_dataset reads.", "toolkit build 0.1.0"),
    "scheme": ("Render what is made from the scheme (label config, schemas, tables).", "toolkit scheme render --check"),
    "findings": ("List every finding code, with its meaning and remedy.", "toolkit findings"),
    "demo": ("Run the whole river on invented pages, with a real Label Studio.", "toolkit demo --keep"),
}
"""The verbs in the river's order: what each does, and an example of it."""


class _Parser(argparse.ArgumentParser):
    """One line for wrong usage, in the form of every other error."""

    def error(self, message: str) -> NoReturn:
        self.exit(2, f"toolkit: {finding('usage', self.prog, quote(message, 300))}\n")


def parser() -> argparse.ArgumentParser:
    """The parser of the whole command line. --root and --json may stand before the verb or after it."""
    top = _Parser(
        prog="toolkit",
        description="Raw news pages to a versioned Hugging Face dataset, through Label Studio.",
        epilog="Every verb: toolkit VERB --help. Exit: 0 fine, 1 data refused, 2 usage, 3 cannot go on.",
        allow_abbrev=False,
    )
    top.add_argument("--version", action="version", version=f"talentwire {__version__}")
    _common(top, default=True)
    verbs = top.add_subparsers(dest="verb", metavar="VERB", required=True, title="verbs", parser_class=_Parser)
    add = {name: _verb(verbs, name, *HELP[name]) for name in HELP}

    add["init"].add_argument("dir", type=Path, help="the folder to make")
    add["init"].add_argument("--gold", choices=("single", "agreed"), default="single", help="the card's gold policy")
    add["ingest"].add_argument("paths", nargs="+", type=Path, metavar="PAGE", help="files, or folders of them")
    add["ingest"].add_argument("--source", help="the publisher, as schemas/sources.yaml names it")
    add["ingest"].add_argument("--executor", default="local", help="where to run (default: processes of this machine)")
    add["ingest"].add_argument("--workers", type=_positive, help="how many processes (default: one a core)")
    add["ingest"].add_argument("--relearn", action="store_true", help="learn again what each site repeats on its pages")
    studio = add["studio"].add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=_Parser)
    start = _verb(
        studio, "start", "Start the workspace's own server and print its URL and login.", "toolkit studio start"
    )
    start.add_argument("--port", type=int, help="the port to listen on (default: any free one)")
    start.add_argument("--database", help="postgresql://user:password@host:port/name instead of SQLite")
    start.add_argument("--local-backends", action="store_true", help="let it ask for suggestions on this machine")
    suggest = _verb(
        studio,
        "suggest",
        "Answer Label Studio with suggestions while people label (an ML backend).",
        "toolkit studio suggest --connect",
    )
    suggest.add_argument("--port", type=int, default=0, help="the port to listen on (default: any free one)")
    suggest.add_argument("--connect", action="store_true", help="let the workspace's project ask it, until it ends")
    suggest.add_argument("--tagger", action="append", metavar="NAME", help="a tagger to use (may be repeated)")
    _verb(
        studio,
        "install",
        "Install the pinned server in your cache (start does it when needed).",
        "toolkit studio install",
    )
    _verb(studio, "stop", "Stop the workspace's own server.", "toolkit studio stop")
    _verb(studio, "status", "Tell whether the workspace's own server runs, and where.", "toolkit studio status")
    _verb(studio, "doctor", "Look for what is wrong with the server in use.", "toolkit studio doctor")
    invite = _verb(studio, "invite", "Give an annotator a login.", "toolkit studio invite bora")
    invite.add_argument("name", metavar="NAME", help="what the team calls them; it never leaves this machine for git")
    invite.add_argument("--email", help="their login (default: one at example.com, since no mail is sent)")
    invite.add_argument("--reset", action="store_true", help="another password, for who has lost theirs (own server)")
    add["predict"].add_argument("--tagger", action="append", metavar="NAME", help="a tagger to use (may be repeated)")
    add["push"].add_argument("--no-suggestions", action="store_true", help="send the texts alone")
    _batch(add["push"])
    add["assign"].add_argument(
        "--replace", type=_pair, required=True, metavar="OLD=NEW", help="who hands over, and who takes over"
    )
    add["assign"].add_argument("--batch", metavar="NAME", help="in this batch only")
    add["queue"].add_argument(
        "--where", default="", metavar="EXPR", help="label, text, relation, flag or an attribute; =, != or ~; and"
    )
    add["queue"].add_argument(
        "--guideline", required=True, metavar="'<1.3'", help="of answers given under such versions of the guideline"
    )
    add["queue"].add_argument("--due", type=_day, default="", metavar="DATE", help="until when, as in 2026-12-01")
    add["queue"].add_argument("--dry-run", action="store_true", help="only say what would be asked")
    add["push"].add_argument(
        "--language", metavar="CODE", help="the page's language, one of the scheme's (default: as it is)"
    )
    add["pull"].add_argument("--from-export", type=Path, metavar="FILE", help="read an export saved by hand (JSON)")
    add["show"].add_argument("id", nargs="?", help="an article's id, or the beginning of it")
    add["show"].add_argument("--all", action="store_true", help="every article, one a line")
    add["show"].add_argument("--raw", action="store_true", help="the page as it came, with what became of each part")
    add["status"].add_argument("--by", choices=("annotator", "batch"), help="done, left, pace and late, line by line")
    add["check"].add_argument(
        "--live", action="store_true", help="what annotators should mend on the server, with links"
    )
    add["check"].add_argument("path", nargs="?", type=Path, help="what to check (default: the workspace)")
    add["build"].add_argument("release", metavar="VERSION", help="three numbers, as in 0.1.0")
    scheme = add["scheme"].add_subparsers(dest="action", metavar="ACTION", required=True, parser_class=_Parser)
    render = _verb(scheme, "render", "Write what is made from the scheme.", "toolkit scheme render")
    render.add_argument("--check", action="store_true", help="write nothing; fail if something is stale")
    add["demo"].add_argument("--keep", action="store_true", help="leave the server running, and print its login")
    for name in ("ingest", "predict", "push", "assign", "queue", "pull", "check", "build"):
        add[name].add_argument(
            "--allow-quarantine", type=int, default=0, metavar="N", help="exit 0 with up to N things put aside"
        )
    return top


def _batch(push: argparse.ArgumentParser) -> None:
    """The options of a batch: without them everything goes to one project that all share."""
    batch = push.add_argument_group("a batch", "articles shared out among annotators, a project for each of them")
    batch.add_argument("--batch", metavar="NAME", help="what it is called")
    batch.add_argument("--annotators", type=_names, metavar="A,B,C", help="names (studio invite) or e-mails")
    batch.add_argument("--overlap", type=_positive, default=1, metavar="N", help="people for each article (default: 1)")
    batch.add_argument("--limit", type=_positive, metavar="N", help="articles in the batch (default: all)")
    batch.add_argument(
        "--calibration", type=_count, default=0, metavar="N", help="of them, first, the same for everybody"
    )
    batch.add_argument(
        "--blind", type=_share, default=0.15, metavar="SHARE", help="without suggestions (default: 0.15)"
    )
    batch.add_argument("--due", type=_day, default="", metavar="DATE", help="until when, as in 2026-12-01")
    batch.add_argument(
        "--order", choices=("id", "date", "uncertainty"), default="id",
        help="which first: by id, the newest, or where a tagger is least sure (default: id)",
    )  # fmt: skip
    batch.add_argument("--again", action="store_true", help="articles of other batches, too")


def _names(text: str) -> list[str]:
    names = [each.strip() for each in text.split(",")]
    if not all(names) or len(set(names)) < len(names):
        raise ValueError(text)
    return names


def _pair(text: str) -> list[str]:
    old, _, new = (each.strip() for each in text.partition("="))
    if not old or not new:
        raise ValueError(text)
    return [old, new]


def _day(text: str) -> str:
    return text and date.fromisoformat(text).isoformat()


def _share(text: str) -> float:
    share = float(text)
    if not 0 <= share <= 1:
        raise ValueError(text)
    return share


def _count(text: str) -> int:
    return 0 if text == "0" else _positive(text)


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def _common(to: argparse.ArgumentParser, *, default: bool) -> None:
    """--root and --json; below the top they are silent when absent, so that they do not undo what stood before the verb."""
    absent: Any = argparse.SUPPRESS
    to.add_argument(
        "--root", type=Path, default=Path() if default else absent, metavar="DIR", help="the workspace (default: .)"
    )
    to.add_argument("--json", action="store_true", default=False if default else absent, help="print one JSON object")


def _verb(to: Any, name: str, sentence: str, example: str) -> _Parser:
    made: _Parser = to.add_parser(
        name, help=sentence, description=sentence, epilog=f"example: {example}", allow_abbrev=False
    )
    _common(made, default=False)
    return made
