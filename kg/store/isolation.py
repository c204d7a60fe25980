"""Keeps a query process off the network, should a query ever get past the refusal of SERVICE."""

import ctypes
import os
import resource

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET


def leave_network() -> bool:
    """True where the process now has a network of its own, with nothing in it, not even loopback.

    Call it before there is a second thread. Linux allows it to root, and to others where it lets
    users have name spaces; many containers allow neither.
    """
    try:
        unshare = ctypes.CDLL(None, use_errno=True).unshare
    except (OSError, AttributeError):
        return False
    return any(unshare(flags) == 0 for flags in (_NEW_NETWORK, _NEW_USER | _NEW_NETWORK))


def allow_files(allowed: bool) -> None:
    """Let the process open files and sockets, or none beside those that are open already."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard if allowed else _lowest_free(), hard))


def _lowest_free() -> int:
    """The limit below which every descriptor is taken: the next one to be opened has its number."""
    descriptor = os.open(os.devnull, os.O_RDONLY)
    os.close(descriptor)
    return descriptor
