"""Loading a release as a researcher would, to see that what comes out is what was built."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.finding import ToolkitError, finding
from toolkit.release import open as release_open
from toolkit.release.features import DEFAULT

if TYPE_CHECKING:
    import datasets


def load(release: Path) -> datasets.DatasetDict:
    """The release's default config by `datasets.load_dataset`, in a cache that is new: an old one may answer with old rows.

    Held in memory, so that nothing of the cache is left. Raises ToolkitError (release-load) if the version or the rows are
    not those of the manifest.
    """
    from datasets import disable_progress_bars, load_dataset

    disable_progress_bars()
    manifest = release_open.manifest(release)
    with tempfile.TemporaryDirectory(prefix="talentwire-") as cache:
        splits = load_dataset(str(release), cache_dir=cache, keep_in_memory=True)
    rows = {split: len(each) for split, each in splits.items()}
    expected = {split: facts["rows"] for split, facts in manifest["configs"][DEFAULT].items()}
    versions = {str(each.info.version) for each in splits.values()}
    if rows != expected or versions != {manifest["version"]}:
        found = f"found {rows} of {versions}, expected {expected} of {manifest['version']}"
        raise ToolkitError(finding("release-load", str(release), found))
    return splits
