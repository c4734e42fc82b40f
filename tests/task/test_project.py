"""The project's page is held to the scheme's: never changed under labels that would lose their meaning."""

from __future__ import annotations

from typing import Any

import pytest

from toolkit.finding import RemoteError
from toolkit.task import label_config, project
from toolkit.workspace import Workspace


class Server:
    """What `ensure` asks of a client, and no more: projects in memory. (tests/live asks the real one.)"""

    url = "http://127.0.0.1:1"

    def __init__(self, *projects: dict[str, Any]) -> None:
        self.projects = list(projects)

    def find_projects(self, title: str) -> list[dict[str, Any]]:
        return [each for each in self.projects if each["title"] == title]

    def create_project(self, title: str, config: str, description: str = "") -> dict[str, Any]:
        self.projects.append(
            {"id": len(self.projects) + 1, "title": title, "label_config": config, "description": description}
        )
        return self.projects[-1]

    def project(self, number: int) -> dict[str, Any]:
        return self.projects[number - 1]

    def update_project(self, number: int, **settings: Any) -> None:
        self.projects[number - 1] |= settings


def test_a_project_is_made_once_and_found_again_after_a_kill(tmp_path, the_scheme):
    server, home = Server(), Workspace(tmp_path)
    assert project.ensure(home, server, the_scheme, "title") == 1
    (home.studio / "project.json").unlink()
    assert project.ensure(home, server, the_scheme, "title") == 1
    assert project.ensure(Workspace(tmp_path / "other"), server, the_scheme, "title") == 2, (
        "another workspace's is its own"
    )


@pytest.mark.parametrize(("tasks", "refused"), [(0, False), (3, True)])
def test_other_controls_are_mended_where_nothing_hangs_on_them_and_refused_where_it_does(
    tmp_path, the_scheme, tasks, refused
):
    server, home = Server(), Workspace(tmp_path)
    project.ensure(home, server, the_scheme, "title")
    wanted = label_config.render(the_scheme)
    other = wanted.replace('alias="company"', 'alias="firm"')
    server.projects[0] |= {"label_config": other, "task_number": tasks}
    if refused:
        with pytest.raises(RemoteError) as error:
            project.ensure(home, server, the_scheme, "title")
        assert error.value.finding.code == "ls-config"
        assert server.projects[0]["label_config"] == other
    else:
        project.ensure(home, server, the_scheme, "title")
        assert server.projects[0]["label_config"] == wanted


def test_another_look_is_no_other_meaning(tmp_path, the_scheme):
    server, home = Server(), Workspace(tmp_path)
    project.ensure(home, server, the_scheme, "title")
    server.projects[0] |= {
        "label_config": label_config.render(the_scheme).replace("#1F6FEB", "#000000"),
        "task_number": 3,
    }
    assert project.ensure(home, server, the_scheme, "title") == 1
    assert "#1F6FEB" in server.projects[0]["label_config"]


def test_a_page_stays_in_its_language_until_another_is_asked_for(tmp_path, the_scheme):
    server, home = Server(), Workspace(tmp_path)

    def language() -> str | None:
        return label_config.language_of(server.projects[0]["label_config"])

    project.ensure(home, server, the_scheme, "title")
    assert language() == the_scheme.languages[0]
    server.projects[0]["task_number"] = 3
    project.ensure(home, server, the_scheme, "title", "en")
    assert language() == "en"
    server.projects[0]["label_config"] = server.projects[0]["label_config"].replace("#1F6FEB", "#000000")
    project.ensure(home, server, the_scheme, "title")
    assert language() == "en", "mended, and not turned"
    assert "#1F6FEB" in server.projects[0]["label_config"]


def test_the_guideline_is_shown_and_follows_its_file(tmp_path, the_scheme):
    server, home = Server(), Workspace(tmp_path)
    project.ensure(home, server, the_scheme, "title")
    assert "show_instruction" not in server.projects[0]
    (home.annotations).mkdir()
    (home.annotations / "GUIDELINES.md").write_text("# What to do\n", "utf-8")
    project.ensure(home, server, the_scheme, "title")
    assert server.projects[0]["expert_instruction"] == "<h1>What to do</h1>"
    assert server.projects[0]["show_instruction"]
