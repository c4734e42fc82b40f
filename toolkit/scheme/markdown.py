"""The scheme as tables for people: in the guideline, in the card."""

from __future__ import annotations

from collections.abc import Iterable

from toolkit.scheme.scheme import Scheme, Translated

_HEADS: dict[str, dict[str, tuple[str, ...]]] = {
    "entities": {"ko": ("이름표", "이름", "뜻", "보기", "키"), "en": ("Label", "Name", "Meaning", "Examples", "Key")},
    "attributes": {"ko": ("속성", "대상", "이름", "뜻", "값"), "en": ("Attribute", "Of", "Name", "Meaning", "Values")},
    "relations": {
        "ko": ("관계", "이름", "뜻", "양 끝 (★ = 이름 없는 화살표의 뜻)"),
        "en": ("Relation", "Name", "Meaning", "Ends (★ = what an arrow without a label means)"),
    },
}


def tables(scheme: Scheme) -> dict[str, str]:
    """The scheme's tables in its languages (and those of the starter's texts), as `scheme entities ko` and so on."""
    languages = dict.fromkeys((*scheme.languages, "ko", "en"))
    return {name: table for language in languages for name, table in _tables(scheme, language).items()}


def _tables(scheme: Scheme, language: str) -> dict[str, str]:
    entities = (
        (
            f"`{e.label}`",
            _in(e.name, language),
            _in(e.meaning, language),
            ", ".join(e.examples),
            f"`{e.hotkey}`" if e.hotkey else "",
        )
        for e in scheme.entities.values()
    )
    article = "기사 전체" if language == "ko" else "the article"
    attributes = (
        (
            f"`{a.name}`",
            ", ".join(f"`{label}`" for label in a.of) if a.of is not None else article,
            _in(a.title, language),
            _in(a.meaning, language),
            ", ".join(f"`{value}` {_in(title, language)}" for value, title in a.values.items()),
        )
        for a in scheme.attributes.values()
    )
    relations: list[tuple[str, ...]] = []
    for r in scheme.relations.values():
        ends = ", ".join(f"{e.head} → {e.tail}{' ★' if e.default else ''}" for e in r.ends)
        relations.append((f"`{r.label}`", _in(r.name, language), _in(r.meaning, language), ends))
    relations += [
        (f"+ `{f.label}`", _in(f.name, language), _in(f.meaning, language), "") for f in scheme.flags.values()
    ]
    rows: dict[str, Iterable[Iterable[object]]] = {
        "entities": entities,
        "attributes": attributes,
        "relations": relations,
    }
    return {
        f"scheme {name} {language}": table(_HEADS[name].get(language, _HEADS[name]["en"]), rows[name]) for name in rows
    }


def table(head: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """A Markdown table."""
    head = list(head)
    lines = [head, ["---"] * len(head), *([str(cell).replace("|", "\\|") for cell in row] for row in rows)]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"


def _in(text: Translated, language: str) -> str:
    return text.get(language) or next(iter(text.values()), "")
