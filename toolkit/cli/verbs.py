"""The verbs: each parses nothing more, calls one function of the rooms, prints, and returns an exit code.

What a verb needs is imported when it runs: `toolkit --help` loads none of the big libraries.
"""

from __future__ import annotations

import time
from argparse import Namespace
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from threading import Event
from typing import TYPE_CHECKING, Any

from toolkit.cli import desk
from toolkit.cli.screen import Screen
from toolkit.finding import Tally, ToolkitError, catalogue, finding
from toolkit.workspace import Workspace

if TYPE_CHECKING:
    from toolkit.annotation.fix import Fix

_BEGUN = time.monotonic()


def _done(
    workspace: Workspace,
    options: Namespace,
    screen: Screen,
    tally: Tally,
    fixes: Sequence[Fix] | None = None,
    **outputs: Any,
) -> int:
    """Keeps the run's record, prints it (as JSON or for a person), and says how it went."""
    shown = {name: str(value) for name, value in outputs.items()}
    run = workspace.record(options.verb, tally, shown, time.monotonic() - _BEGUN)
    if options.json:
        listed = {} if fixes is None else {"fixes": [each.to_dict() for each in fixes]}
        screen.object({key: value for key, value in run.items() if key != "findings"} | listed)
        screen.findings([each for each in tally.findings if each.severity in "FQ"])
    else:
        screen.tally(tally, {each.finding for each in fixes or ()})
        for name, value in shown.items():
            screen.out(f"{name}: {value}")
    return tally.exit_code(getattr(options, "allow_quarantine", 0))


def init(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.flow import init

    folder = options.dir if options.dir.is_absolute() else workspace.root / options.dir
    made, written = init.init(folder, options.gold)
    if options.json:
        screen.object({"verb": "init", "root": str(made.root), "written": [str(path) for path in written]})
        return 0
    screen.out(f"workspace: {made.root} ({len(written)} files written)")
    screen.out(f"next: cd {made.root} && toolkit ingest PAGE")
    return 0


def ingest(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.flow import ingest

    with screen.bar("reading pages") as progress:
        tally = ingest.ingest(
            workspace.require(), options.paths, source=options.source, executor=options.executor,
            workers=options.workers, relearn=options.relearn, progress=progress,
        )  # fmt: skip
    return _done(workspace, options, screen, tally)


def studio(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    return _STUDIO[options.action](workspace, options, screen)


def _install(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.studio import install

    place = install.environment(lambda _, said: screen.step("studio", said))
    screen.object({"verb": "studio install", "path": str(place)}) if options.json else screen.out(f"installed: {place}")
    return 0


def _start(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.studio import server

    begun = server.start(
        workspace.require(),
        port=options.port,
        database=options.database,
        local_backends=options.local_backends,
        progress=lambda _, said: screen.step("studio", said),
    )
    login = server.login(workspace)
    if options.json:
        screen.object({"verb": "studio start", "url": begun.url, "pid": begun.pid, "login": login.email})
        return 0
    screen.out(f"Label Studio: {begun.url}\nlogin: {login.email}\npassword: {login.password}")
    return 0


def _stop(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.studio import server

    stopped = server.stop(workspace.require())
    if options.json:
        screen.object({"verb": "studio stop", "stopped": stopped})
    else:
        screen.out("stopped" if stopped else "it was not running")
    return 0


def _studio_status(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.studio import server

    running = server.status(workspace.require())
    if options.json:
        found = {"url": running.url, "pid": running.pid} if running else {}
        screen.object({"verb": "studio status", "running": running is not None, **found})
    else:
        screen.out(f"running: {running.url} (pid {running.pid})" if running else "not running")
    return 0


def _doctor(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.studio import doctor

    tally = Tally()
    tally.note(doctor.examine(workspace.require()))
    if not options.json and not tally.findings:
        screen.out("nothing is wrong")
    return _done(workspace, options, screen, tally)


def _suggest(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.flow import predict, suggest
    from toolkit.studio import client

    studio = client.connect(workspace.require()) if options.connect else None
    served, tally = suggest.backend(workspace, options.tagger or predict.TAGGERS, options.port)
    screen.findings(tally.findings)
    with served.running(), suggest.connected(workspace, studio, served) if studio else nullcontext() as number:
        how = f"{studio.url}/projects/{number} asks it" if studio else "add it in Label Studio: Settings, Model"
        if options.json:
            screen.object(
                {"verb": "studio suggest", "url": served.url, "model_version": served.version, "project": number}
            )
        else:
            screen.out(f"suggestions: {served.url} ({served.version})\n{how}; stop with Ctrl-C")
        Event().wait()
    return 0


_STUDIO = {
    "install": _install,
    "suggest": _suggest,
    "start": _start,
    "stop": _stop,
    "status": _studio_status,
    "doctor": _doctor,
    "invite": desk.invite,
}


def predict(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.flow import predict

    with screen.bar("suggesting") as progress:
        tally = predict.predict(workspace.require(), options.tagger or predict.TAGGERS, progress)
    return _done(workspace, options, screen, tally, predictions=workspace.predictions)


def push(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.flow import push
    from toolkit.studio import client

    if options.batch is not None or options.annotators is not None:
        tally, places = desk.push_batch(workspace, options, screen)
        return _done(workspace, options, screen, tally, **places)
    studio = client.connect(workspace.require())
    with screen.bar("sending") as progress:
        tally, project = push.push(
            workspace, studio, suggest=not options.no_suggestions, language=options.language, progress=progress
        )
    return _done(workspace, options, screen, tally, project=f"{studio.url}/projects/{project}")


def assign(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    tally, places = desk.assign(workspace, options, screen)
    return _done(workspace, options, screen, tally, **places)


def queue(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    tally, outputs = desk.queue(workspace, options, screen)
    return _done(workspace, options, screen, tally, **outputs)


def pull(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.flow import pull

    tally, new, fixes = pull.pull(workspace.require(), options.from_export, lambda said: screen.step("pull", said))
    if not options.json:
        desk.fixes(workspace, fixes, screen)
    return _done(workspace, options, screen, tally, fixes=fixes, new_annotations=len(new))


def show(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.article import show, store

    if options.all == (options.id is not None):
        error = ToolkitError(finding("usage", "toolkit show", "expected an article's id, or --all"))
        error.exit_code = 2
        raise error
    found = store.read(workspace.require()) if options.all else [store.find(workspace, options.id)]
    for article in found:
        if options.raw:
            screen.page(*show.raw(workspace, article))
        elif options.json:
            screen.object(show.to_json(article))
        else:
            screen.out(show.line(article) if options.all else show.page(article))
    return 0


def status(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.flow import status

    if options.by:
        return desk.progress(workspace, options, screen)
    found = status.status(workspace.require())
    if options.json:
        screen.object({"verb": "status", **found})
        return 0
    for name, value in found.items():
        shown = ", ".join(value) if isinstance(value, list) else value
        screen.out(f"{name.replace('_', ' ')}: {'none' if shown in (None, '') else shown}")
    return 0


def check(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.flow import check

    if options.live:
        return desk.live(workspace, options, screen)
    tally = check.check(
        workspace if options.path else workspace.require(), options.path, lambda at: screen.step("check", at)
    )
    if options.path:  # what lies elsewhere is not this workspace's run
        if options.json:
            screen.object({"verb": "check", **tally.to_dict()})
        else:
            screen.tally(tally)
            screen.out("no errors" if not tally.exit_code() else "errors found")
        return tally.exit_code(options.allow_quarantine)
    return _done(workspace, options, screen, tally)


def build(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.release import build

    folder, tally = build.build(workspace.require(), options.release, lambda said: screen.step("build", said))
    return _done(workspace, options, screen, tally, release=folder)


def scheme(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.flow import render

    tally, written = Tally(), []
    if options.check:
        tally.note(render.stale(workspace.require()))
    else:
        written = render.render(workspace.require())
    if options.json:
        screen.object({"verb": "scheme render", "written": written, **tally.to_dict()})
    else:
        screen.tally(tally)
        screen.out(f"{len(tally.findings)} stale" if options.check else f"{len(written)} written")
    return tally.exit_code()


def findings(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    if options.json:
        rows = [{name: getattr(fault, name) for name in fault.__slots__} for fault in catalogue().values()]
        screen.object({"verb": "findings", "findings": rows})
        return 0
    for fault in catalogue().values():
        screen.out(f"{fault.level} {fault.severity} {fault.code}\n      {fault.meaning} {fault.remedy}.")
    return 0


def demo(workspace: Workspace, options: Namespace, screen: Screen) -> int:
    from toolkit.cli import summary
    from toolkit.flow import demo

    done = demo.demo(workspace.root, keep=options.keep, report=screen.step)
    if options.json:
        screen.object(
            {"verb": "demo", **done.tally.to_dict(), "outputs": {"release": str(done.release), "url": done.url}}
        )
    else:
        summary.show(done, screen)
    return done.tally.exit_code()


VERBS: dict[str, Callable[[Workspace, Namespace, Screen], int]] = {
    "init": init,
    "ingest": ingest,
    "studio": studio,
    "predict": predict,
    "push": push,
    "assign": assign,
    "queue": queue,
    "pull": pull,
    "show": show,
    "status": status,
    "check": check,
    "build": build,
    "scheme": scheme,
    "findings": findings,
    "demo": demo,
}
