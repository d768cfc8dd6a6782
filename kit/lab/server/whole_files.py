"""Writes a file of the lab whole, or not at all, and one change after the other.

Jupyter's own way empties a notebook's file, writes into it, and keeps a copy beside it until it is done. Reading a
notebook that is half written, its server takes the copy for the last good version and moves the two around. When the
write ends in that moment, it removes the copy, and the notebook is gone. Here the new text gets a file of its own,
which takes the old one's place in one step: a reader, also a program outside of the lab, sees the old or the new. A second
hard link to the file keeps the old text: only writing into the file itself would keep both, and that is not one step.
"""

from __future__ import annotations

import asyncio
import os
import stat
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any
from weakref import WeakValueDictionary

from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager

#: Rights of a new file, before the process's mask.
NEW_FILE_MODE = 0o666


class WholeFileManager(AsyncLargeFileManager):
    """Jupyter's files and notebooks, each written in one step."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._turns: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        #: The tasks that are changing a notebook, by its path.
        self._changing: dict[str, asyncio.Task[Any] | None] = {}

    async def save(self, model: dict[str, Any], path: str = "") -> dict[str, Any]:
        changing = self._changing.get(path.strip("/"))
        if changing is not None and changing is asyncio.current_task():
            return await super().save(model, path)
        async with self._turn(path):
            return await super().save(model, path)

    async def change_notebook(self, path: str, change: Callable[[dict[str, Any]], bool]) -> None:
        """Reads a notebook, changes it, and saves it when `change` returns true. What a page saves meanwhile waits, and is not lost."""
        async with self._turn(path):
            self._changing[path.strip("/")] = asyncio.current_task()
            try:
                model = await self.get(path, type="notebook")
                if change(model["content"]):
                    await self.save({"type": "notebook", "format": "json", "content": model["content"]}, path)
            finally:
                del self._changing[path.strip("/")]

    def _turn(self, path: str) -> asyncio.Lock:
        return self._turns.setdefault(path.strip("/"), asyncio.Lock())

    @contextmanager
    def atomic_writing(self, os_path: str, text: bool = True, encoding: str = "utf-8", **kwargs: Any) -> Iterator[Any]:
        with self.perm_to_403(os_path):
            # A link stays a link.
            target = os.path.realpath(os_path)
            folder = os.path.dirname(target)
            if not self.use_atomic_writing or not os.access(folder, os.W_OK):
                with super().atomic_writing(os_path, text=text, encoding=encoding, **kwargs) as file:
                    yield file
                return
            mode = _mode_of(target)
            descriptor, partial = tempfile.mkstemp(prefix=".", suffix=".saving", dir=folder)
            if text:
                kwargs.setdefault("newline", "\n")
            try:
                with os.fdopen(descriptor, "w" if text else "wb", encoding=encoding if text else None, **kwargs) as file:
                    yield file
                    file.flush()
                    os.fsync(file.fileno())
                _give_mode(partial, mode)
                os.replace(partial, target)
            except BaseException:
                os.unlink(partial)
                raise


def _give_mode(path: str, mode: int) -> None:
    """Sets a file's rights where the file system has any: some refuse each change, and saving must go on there."""
    if stat.S_IMODE(os.stat(path).st_mode) == mode:
        return
    with suppress(PermissionError):
        os.chmod(path, mode)


def _mode_of(path: str) -> int:
    """The rights that the file has, or that a new one gets. Raises when the file may not be written."""
    try:
        found = os.stat(path)
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return NEW_FILE_MODE & ~mask
    if not os.access(path, os.W_OK):
        raise PermissionError(13, "File is not writable", path)
    return stat.S_IMODE(found.st_mode)
