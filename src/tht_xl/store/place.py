"""Find folders in which a store is at risk: on a network, or copied by a cloud service while it is written."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePath

SERVICES = {
    "OneDrive": r"onedrive",
    "SharePoint": r"sharepoint",
    "Dropbox": r"dropbox",
    "Google Drive": r"google ?drive|drivefs|my drive",
    "iCloud": r"icloud|mobile documents|com~apple~clouddocs",
    "Box": r"box( sync)?",
    "Nextcloud": r"nextcloud|owncloud",
    "a cloud service": r"cloudstorage",
}
"""What folders of each service are called: the beginning of a name, which often goes on, as in "OneDrive - NHS"."""
NETWORK = (
    "nfs",
    "nfs4",
    "cifs",
    "smb",
    "smb2",
    "smb3",
    "smbfs",
    "afpfs",
    "webdav",
    "davfs",
    "fuse.sshfs",
    "fuse.rclone",
)
"""Types of file systems that lie on another computer."""
CLOUD_RISK = "it copies the file while it is written, and brings back older copies"
NETWORK_RISK = "its locks are not kept reliably, so two runs could write at once"


def place_warnings(path: Path, *, environment: Mapping[str, str] | None = None, mounts: str | None = None) -> list[str]:
    """Return what is risky about the folder of a store, a line each.

    Args:
        path: The store's file.
        environment: Environment variables; this process's unless given.
        mounts: The mounted file systems, as `mount` or /proc/mounts lists them; this computer's unless given.
    """
    path = path.absolute()
    given = os.environ if environment is None else environment
    return [
        *(f"{path.parent} is synchronised by {service}: {CLOUD_RISK}" for service in _services(path, given)),
        *(f"{path.parent} is on a network ({kind}): {NETWORK_RISK}" for kind in _networks(path, mounts)),
    ]


def _services(path: PurePath, environment: Mapping[str, str]) -> Iterator[str]:
    roots = [environment.get(name, "") for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")]
    if any(root and path.is_relative_to(root) for root in roots):
        yield "OneDrive"
        return
    for name, pattern in SERVICES.items():
        # "dropboxes" is somebody's own folder; "Dropbox (Council)" and "OneDrive - NHS" are the services'.
        if any(re.match(rf"({pattern})(?![a-z])", part, re.IGNORECASE) for part in path.parts[:-1]):
            yield name
            return


def _networks(path: Path, mounts: str | None) -> Iterator[str]:
    if str(path).startswith(("\\\\", "//")):
        yield "a shared folder"
        return
    if sys.platform == "win32" and mounts is None:
        import ctypes

        if ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == 4:  # DRIVE_REMOTE
            yield f"drive {path.drive}"
        return
    holds = [(point, kind) for point, kind in _mounted(mounts) if path.is_relative_to(point)]
    # The innermost file system is the one that holds the file.
    kind = max(holds, key=lambda hold: len(hold[0]), default=("", ""))[1]
    if kind in NETWORK:
        yield kind


def _mounted(mounts: str | None) -> Iterator[tuple[str, str]]:
    for line in (_list_mounts() if mounts is None else mounts).splitlines():
        # macOS: "//me@server/share on /Volumes/share (smbfs, nodev)"; Linux: "server:/x /mnt/x nfs4 rw 0 0".
        if found := re.fullmatch(r"\S.* on (/.*) \((\w+).*\)", line):
            yield found[1], found[2]
        elif len(cells := line.split(" ")) >= 3:
            yield cells[1].replace("\\040", " "), cells[2]


def _list_mounts() -> str:
    try:
        if sys.platform == "darwin":
            done = subprocess.run(["/sbin/mount"], capture_output=True, text=True, timeout=5, check=False)
            return done.stdout
        return Path("/proc/mounts").read_text(encoding="utf-8", errors="replace")
    except (OSError, subprocess.SubprocessError):
        return ""
