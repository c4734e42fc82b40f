"""Label Studio's page for a scheme, and the names of the controls on it.

The text is shown as it is (`white-space: pre-wrap`, `<Text>`, never HyperText) and labelled by character
(`granularity="symbol"`), so that a drawn span is a slice of the text.
"""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, indent, tostring

from toolkit.scheme.scheme import AttributeType, Scheme

LABELS, RELATIONS, TEXT = "label", "relation", "text"
"""The names of the label control, the relation control and the text object."""

_HEAD = "font-size: 0.9em; color: var(--color-neutral-content-subtle, #666); white-space: pre-wrap"


def render(scheme: Scheme) -> str:
    """The label config (XML) of a scheme: the same text for the same scheme."""
    view = Element("View")
    head = SubElement(view, "View", style="margin-bottom: 1em")
    SubElement(head, "Header", value="$title", size="4")
    SubElement(head, "Header", value="$outlet · $published_on", size="6")
    SubElement(SubElement(head, "View", style=_HEAD), "Text", name="summary", value="$summary")
    labels = SubElement(view, "Labels", name=LABELS, toName=TEXT, showInline="true")
    for entity in scheme.entities.values():
        shown = {"value": entity.label, "background": entity.color or "#6E7781"}
        if entity.hotkey:
            shown["hotkey"] = entity.hotkey
        SubElement(labels, "Label", shown, hint=_translated(entity.name, entity.meaning))
    body = SubElement(view, "View", style="white-space: pre-wrap; line-height: 1.9; margin: 0.5em 0")
    SubElement(body, "Text", name=TEXT, value="$text", granularity="symbol")
    for attribute in scheme.span_attributes:
        box = SubElement(
            view,
            "View",
            visibleWhen="region-selected",
            whenTagName=LABELS,
            whenLabelValue=",".join(attribute.of or ()),
        )
        _control(box, attribute, per_region=True)
    if scheme.relations:
        relations = SubElement(view, "Relations", name=RELATIONS)
        for label in [*scheme.relations, *scheme.flags]:
            SubElement(relations, "Relation", value=label)
    for attribute in scheme.attributes_of(None):
        _control(SubElement(view, "View", style="margin-top: 1em"), attribute, per_region=False)
    indent(view)
    return tostring(view, encoding="unicode") + "\n"


def _control(parent: Element, attribute: AttributeType, *, per_region: bool) -> None:
    SubElement(parent, "Header", value=" · ".join(attribute.title.values()), size="6")
    common = {"name": attribute.name, "toName": TEXT} | ({"perRegion": "true"} if per_region else {})
    if attribute.type in ("choice", "choices"):
        single = "single" if attribute.type == "choice" else "multiple"
        choices = SubElement(parent, "Choices", common, choice=single, showInline="true")
        for value, title in attribute.values.items():
            SubElement(choices, "Choice", value=value, hint=" · ".join(title.values()))
    elif attribute.type == "number":
        SubElement(parent, "Number", common)
    else:
        SubElement(parent, "TextArea", common, rows="2", maxSubmissions="1", editable="true")


def _translated(name: dict[str, str], meaning: dict[str, str]) -> str:
    return " · ".join(f"{name.get(code, '')}: {meaning[code]}".strip(": ") for code in meaning)
