"""Label Studio's own reading of a label config, through its SDK: what an annotator would really be given."""

from __future__ import annotations

from toolkit.finding import SchemeError, finding, quote


def controls(label_config: str) -> dict[str, list[str]]:
    """The controls of a label config by name, each with its labels or choices, as the SDK's LabelInterface reads them.

    Raises SchemeError (label-config) where the SDK refuses the config.
    """
    from label_studio_sdk.label_interface import LabelInterface

    try:
        interface = LabelInterface(label_config)
        interface.validate()
    except Exception as error:
        raise SchemeError(finding("label-config", "label config", quote(error, 200))) from None
    return {control.name: list(getattr(control, "labels", None) or []) for control in interface.controls}
