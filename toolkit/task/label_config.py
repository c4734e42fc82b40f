"""Label Studio's page for a scheme, in one of its languages, and the names of the controls on it.

The text is shown as it is (`white-space: pre-wrap`, `<Text>`, never HyperText) and labelled by character
(`granularity="symbol"`), so that a drawn span is a slice of the text. Names are shown in the page's language, and
aliases bring the scheme's own labels back: a page in another language is another look, and no other meaning.
"""

from __future__ import annotations

import re
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from toolkit.scheme.scheme import AttributeType, Scheme, Translated

LABELS, RELATIONS, TEXT = "label", "relation", "text"
"""The names of the label control, the relation control and the text object."""

_DUMB = "ctrl+alt+shift+f19"
"""A key that nobody presses. Label Studio gives every choice without a key one of its own, a letter, and obeys it even
where the choice is not shown: a stray letter would answer what was not asked.
"""

_NEGATIVE = "0"
"""The key of the answer that makes an article a negative."""

# No > in it: Label Studio escapes that. The labels stay in sight above the text, and what is asked of the selected span below it, however long the text is.
_STYLE = """
.desk-head, .desk-bar, .desk-text, .desk-ask { overflow-wrap: anywhere; }
.desk-head .lsf-htx-richtext { font-size: 14px; opacity: 0.75; }
.desk-bar, .desk-ask { position: sticky; z-index: 2; background: var(--color-neutral-background, #fff); }
.desk-bar { top: 0; padding: 4px 0; max-height: 9em; overflow-y: auto; }
.desk-ask { bottom: -8px; max-height: 45vh; overflow-y: auto; }
.desk-ask .lsf-hint { display: none; }
.desk-text { white-space: pre-wrap; margin: 4px 0; }
.desk-text .lsf-htx-richtext { font-size: 16px; line-height: 1.9; }
.desk-rows { display: flex; flex-wrap: wrap; }
.desk-row { flex: 1 1 100%; display: flex; align-items: baseline; gap: 12px; padding: 2px 8px; font-size: 13px;
  border-top: 1px solid var(--color-neutral-border, #ddd); }
.desk-row.desk-short { flex-basis: 40%; }
.desk-row .lsf-choices, .desk-row .lsf-number, .desk-row .lsf-text-area { flex: 1; min-width: 0; margin: 0 !important; }
.desk-row .lsf-choices { display: flex; flex-wrap: wrap; gap: 0 14px; padding: 0; }
.desk-row .lsf-choice, .desk-row .lsf-choice__item, .desk-row .lsf-choice__checkbox { margin: 0; padding: 0; }
.desk-row .lsf-choice__checkbox, .desk-row .lsf-choice__checkbox span { font-size: 13px; line-height: 1.5; }
.desk-row input[type="number"], .desk-row .lsf-text-area input { width: 100%; height: 26px; padding: 2px 8px; font-size: 13px; }
""".strip()
_TITLE = "margin: 0; font-size: 13px; line-height: 1.5"


def render(scheme: Scheme, language: str | None = None) -> str:
    """The label config (XML) of a scheme, in a language (the scheme's first, where none is named).

    What has no name in that language is shown by the label itself. The same text for the same scheme and language.
    """
    language = language or scheme.languages[0]
    view = Element("View", idAttr=f"desk-{language}")
    SubElement(view, "Style").text = _STYLE
    head = SubElement(view, "View", className="desk-head")
    SubElement(head, "Header", value="$title", size="4", style="margin: 8px 0 2px")
    SubElement(head, "Header", value="$outlet · $published_on", style=_TITLE)
    SubElement(SubElement(head, "View", style="white-space: pre-wrap"), "Text", name="summary", value="$summary")
    bar = SubElement(view, "View", className="desk-bar")
    labels = SubElement(bar, "Labels", name=LABELS, toName=TEXT)
    shown = _shown({entity.label: entity.name for entity in scheme.entities.values()}, language)
    for entity in scheme.entities.values():
        label = {"value": shown[entity.label], "alias": entity.label, "background": entity.color or "#6E7781"}
        if entity.hotkey:
            label["hotkey"] = entity.hotkey
        SubElement(labels, "Label", label, hint=entity.meaning.get(language, ""))
    article = SubElement(bar, "View", className="desk-rows")
    keys = {entity.hotkey for entity in scheme.entities.values()}
    for attribute in scheme.attributes_of(None):
        negative = scheme.irrelevant[1] if scheme.irrelevant and scheme.irrelevant[0] == attribute.name else ""
        key = {negative: _NEGATIVE} if _NEGATIVE not in keys else {}
        _control(SubElement(article, "View", className="desk-row desk-short"), attribute, language, {}, key)
    SubElement(SubElement(view, "View", className="desk-text"), "Text", name=TEXT, value="$text", granularity="symbol")
    ask = SubElement(view, "View", className="desk-ask desk-rows")
    for attribute in scheme.span_attributes:
        row = SubElement(
            ask,
            "View",
            className="desk-row desk-short" if attribute.type == "number" else "desk-row",
            visibleWhen="region-selected",
            whenTagName=LABELS,
            whenLabelValue=",".join(attribute.of or ()),
        )
        _control(row, attribute, language, {"perRegion": "true"}, {})
    if scheme.relations:
        named = {label: each.name.get(language, "") for label, each in scheme.relations.items()}
        named |= {label: each.name.get(language, "") for label, each in scheme.flags.items()}
        # Label Studio knows no aliases for relations: their labels are shown, and what each is called in the page's language
        legend = " · ".join(
            f"{label} {name}" for label, name in named.items() if name and name != label.replace("_", " ")
        )
        if legend:
            row = SubElement(ask, "View", className="desk-row", visibleWhen="no-region-selected")
            SubElement(row, "Header", value=legend, style=f"{_TITLE}; font-weight: normal")
        relations = SubElement(view, "Relations", name=RELATIONS)
        for name in named:
            SubElement(relations, "Relation", value=name)
    indent(view)
    return tostring(view, encoding="unicode") + "\n"


def language_of(config: str) -> str | None:
    """The language of a page that `render` made, or None for any other page."""
    found = re.match(r'\s*<View idAttr="desk-([^"]*)"', config)
    return found[1] if found else None


def _control(row: Element, attribute: AttributeType, language: str, how: dict[str, str], keys: dict[str, str]) -> None:
    title, meaning = attribute.title.get(language, attribute.name), attribute.meaning.get(language, "")
    SubElement(row, "Header", value=title, style=f"{_TITLE}; flex: none; width: 7em")
    common = {"name": attribute.name, "toName": TEXT, **how}
    if attribute.type in ("choice", "choices"):
        single = "single" if attribute.type == "choice" else "multiple"
        choices = SubElement(row, "Choices", common, choice=single, layout="inline")
        for value, shown in _shown(attribute.values, language).items():
            SubElement(choices, "Choice", value=shown, alias=value, hotkey=keys.get(value, _DUMB), hint=meaning)
    elif attribute.type == "number":
        SubElement(row, "Number", common, hotkey=_DUMB)
    else:
        SubElement(row, "TextArea", common, rows="1", maxSubmissions="1", editable="true", placeholder=meaning)


def _shown(names: dict[str, Translated], language: str) -> dict[str, str]:
    """What each value is shown as: its name, and where that could be taken for another's, with the value behind it."""
    titles = {value: name.get(language) or value for value, name in names.items()}
    taken = [*titles.values(), *(value for value, title in titles.items() if title != value)]
    return {value: title if taken.count(title) == 1 else f"{title} ({value})" for value, title in titles.items()}
