"""The verbs of the labelling desk: who labels what, what becomes of it, and what they should look at again."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from itertools import groupby
from typing import TYPE_CHECKING, Any

from toolkit.cli.screen import Screen
from toolkit.finding import RemoteError, Tally, quote
from toolkit.workspace import Workspace

if TYPE_CHECKING:
    from toolkit.annotation.fix import Fix
    from toolkit.task.project import Desk

OPEN = "Label Studio Community shows every project to every member: what is done in another's is found at pull (foreign-annotator)"
"""What whoever shares out work must know."""


def invite(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    """`toolkit studio invite`."""
    from toolkit.studio import client, people

    studio = client.connect(workspace.require())
    made = people.invite(workspace, studio, options.name, options.email, reset=options.reset)
    if options.json:
        said = {"url": made.url, "login": made.email, "new": made.new}
        screen.object(
            {
                "verb": "studio invite",
                "name": made.name,
                **said,
                **({"password": made.password} if made.password else {}),
            }
        )
    elif made.password:
        screen.out(f"Label Studio: {made.url}\nlogin: {made.email}\npassword: {made.password}")
        screen.line("the password is shown this once, and kept nowhere")
    elif made.new:
        screen.out(f"{quote(made.name)} signs up here, with {made.email} and a password of their own:\n{made.url}")
    else:
        screen.out(f"{quote(made.name)} has a login already: {made.email}")
    return 0


def push_batch(workspace: Workspace, options: Namespace, screen: Screen) -> tuple[Tally, dict[str, Any]]:
    """`toolkit push --batch`: what it counted, and where each annotator's project is."""
    from toolkit.flow import batch
    from toolkit.studio import client
    from toolkit.task.batch import Terms

    if not options.batch or not options.annotators:
        raise batch.usage("a batch needs --batch NAME and --annotators A,B")
    terms = Terms(options.overlap, options.limit, options.calibration, 1.0 if options.no_suggestions else options.blind)
    studio = client.connect(workspace.require())
    with screen.bar("sending") as progress:
        tally, desks = batch.push(
            workspace, studio, options.batch, options.annotators, terms,
            due=options.due, order=options.order, again=options.again, progress=progress,
        )  # fmt: skip
    screen.line(OPEN)
    return tally, _places(workspace, studio, desks)


def assign(workspace: Workspace, options: Namespace, screen: Screen) -> tuple[Tally, dict[str, Any]]:
    """`toolkit assign`: what it counted, and where each annotator's project is."""
    from toolkit.flow import assign
    from toolkit.studio import client

    studio = client.connect(workspace.require())
    with screen.bar("moving") as progress:
        tally, desks = assign.reassign(workspace, studio, *options.replace, batch=options.batch, progress=progress)
    screen.line(OPEN)
    return tally, _places(workspace, studio, desks)


def queue(workspace: Workspace, options: Namespace, screen: Screen) -> tuple[Tally, dict[str, Any]]:
    """`toolkit queue`: what it counted, and how much is asked again."""
    from toolkit.flow import queue
    from toolkit.studio import client

    if options.dry_run:
        tally, asked = queue.select(workspace.require(), options.where, options.guideline, due=options.due)
    else:
        studio = client.connect(workspace.require())
        with screen.bar("sending") as progress:
            tally, asked = queue.queue(
                workspace, studio, options.where, options.guideline, due=options.due, progress=progress
            )
    if not options.json:
        for each in asked:
            screen.out(
                f"{'would ask' if options.dry_run else 'asked'} {each.annotator} {each.article_id} ({each.batch})"
            )
    return tally, {"asked": len(asked)}


def progress(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    """`toolkit status --by annotator|batch`."""
    from toolkit.flow import progress
    from toolkit.studio import client

    try:
        studio = client.connect(workspace.require())
    except RemoteError:
        studio = None
    found = progress.progress(workspace, studio, options.by)
    if options.json:
        screen.object({"verb": "status", "by": options.by, "rows": [each.to_dict() for each in found]})
        return 0
    heads = (options.by, "given", "done", "left", "server", "a day", "min/1000", "late", "due")
    lines = [(e.name, e.given, e.done, e.left, e.on_server, e.pace, e.minutes, e.late, e.due or None) for e in found]
    for line in [heads, *lines]:
        cells = ["-" if each is None else quote(each, 40) for each in line]
        screen.out(f"{cells[0]:<24}" + "".join(f"{cell:>10}" for cell in cells[1:]).rstrip())
    for each in found:
        if any(figure is not None for figure in each.agreement.values()):
            figures = ", ".join(f"{kind} {_figure(figure)}" for kind, figure in each.agreement.items())
            screen.out(f"{quote(each.name, 40)}: agreement on spans, {figures}")
    return 0


def live(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    """`toolkit check --live`."""
    from toolkit.flow import pull

    heard, found = pull.live(workspace.require(), lambda said: screen.step("check", said))
    tally = Tally()
    tally.note(each.finding for each in found)
    if options.json:
        screen.object({"verb": "check", **tally.to_dict(), "fixes": [each.to_dict() for each in found]})
    else:
        apart = [each for each in heard.findings if each not in tally.findings]
        fixes(workspace, found, screen)
        screen.findings(apart)
        screen.out(f"{len(found)} to mend")
    return tally.exit_code(options.allow_quarantine)


def fixes(workspace: Workspace, found: Iterable[Fix], screen: Screen) -> None:
    """What is to be mended, a line each, under the name of whose it is."""
    from toolkit.annotation import pseudonym

    names = screen.names = pseudonym.names(workspace)
    for who, several in groupby(found, key=lambda each: each.annotator):
        listed = list(several)
        screen.out(f"{quote(names.get(who, who))}: {len(listed)} to mend")
        for each in listed:
            place = each.link or f"article {each.article_id}"
            screen.out(quote(f"  {each.finding.code}  {place}  {each.finding.message} - {each.finding.remedy}", 600))


def _places(workspace: Workspace, studio: Any, desks: dict[Desk, int]) -> dict[str, Any]:
    """The address of each annotator's project."""
    from toolkit.annotation import pseudonym

    names = pseudonym.names(workspace, studio)
    return {
        f"{batch} {names.get(who, who)}": f"{studio.url}/projects/{number}" for (batch, who), number in desks.items()
    }


def _figure(figure: float | None) -> str:
    return "-" if figure is None else f"{figure:.3f}"
