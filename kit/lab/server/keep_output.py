"""Keeps what cells show after their page was closed.

JupyterLab's page puts outputs into the notebook. When it is closed in a run, the kernel goes on, and what comes then
reaches nobody. Here the server listens too: it writes the outputs of such cells into the notebook's file, while no page
is connected to the kernel. A page that is opened later, or loaded again, finds them there.

A page that is opened in the middle of a run asks which of its cells run (`swarmlab_runs`). It gets what these have shown,
and then each further message, as messages `swarmlab_run`; `kit/lab/page` puts them into the notebook.
"""

from __future__ import annotations

import asyncio
import json
import time
import uuid
from typing import Any

from jupyter_client.session import Session
from jupyter_server.services.kernels.connection.base import deserialize_msg_from_ws_v1, serialize_msg_to_ws_v1
from jupyter_server.services.kernels.connection.channels import ZMQChannelsWebsocketConnection
from jupyter_server.utils import ensure_async

#: While output comes, the file is written at most so often, in seconds.
WRITE_INTERVAL_S = 1.0

#: A run that has ended is kept so long, in seconds: the server may see only afterwards that its page was closed before.
KEPT_AFTER_END_S = 10.0

#: And so long for another page, whose notebook may have been read before the end.
KEPT_FOR_OTHERS_S = 60.0


class CellRun:
    """One run of a cell: its outputs as a notebook's file holds them."""

    def __init__(self, cell_id: str, code: str, page: str) -> None:
        self.cell_id = cell_id
        self.code = code
        #: The page that waits for the outputs; empty when it was closed.
        self.page = page
        self.outputs: list[dict[str, Any]] = []
        self.execution_count: int | None = None
        self.has_ended = False
        #: On `time.monotonic`.
        self.ended_at = 0.0
        #: When the kernel began with it, on `time.monotonic`; None while it waits for its turn.
        self.started_at: float | None = None
        #: The other pages that show this run.
        self.followers: list[KeepingConnection] = []
        self._display_ids: dict[str, list[dict[str, Any]]] = {}
        self._clears_next = False

    def take(self, kind: str, content: dict[str, Any]) -> None:
        """Applies a message, as JupyterLab's page does."""
        if kind == "execute_input":
            self.execution_count = content["execution_count"]
            self.started_at = time.monotonic()
        elif kind == "status":
            self.has_ended = content["execution_state"] == "idle"
            self.ended_at = time.monotonic()
        elif kind == "clear_output":
            self._clears_next = True
            if not content.get("wait"):
                self._clear_if_due()
        elif kind == "update_display_data":
            for output in self._display_ids.get(_display_id(content), []):
                output["data"], output["metadata"] = content["data"], content["metadata"]
        elif kind in ("stream", "display_data", "execute_result", "error"):
            self._clear_if_due()
            self._add(kind, content)

    def messages(self) -> list[dict[str, Any]]:
        """The messages that show in an empty cell what this run has shown so far."""
        shown = []
        for output in self.outputs:
            content = {key: value for key, value in output.items() if key != "output_type"}
            ids = [key for key, outputs in self._display_ids.items() if any(one is output for one in outputs)]
            if ids:
                content["transient"] = {"display_id": ids[0]}
            shown.append(_message(output["output_type"], content))
        if self._clears_next:
            shown.append(_message("clear_output", {"wait": True}))
        if self.execution_count is not None:
            shown.append(_message("execute_input", {"code": self.code, "execution_count": self.execution_count}))
        if self.has_ended:
            shown.append(_message("status", {"execution_state": "idle"}))
        return shown

    def _add(self, kind: str, content: dict[str, Any]) -> None:
        last = self.outputs[-1] if self.outputs else {}
        if kind == "stream" and last.get("name") == content["name"] and last.get("output_type") == "stream":
            last["text"] += content["text"]
            return
        output = {"output_type": kind, **content}
        output.pop("transient", None)
        self.outputs.append(output)
        if _display_id(content):
            self._display_ids.setdefault(_display_id(content), []).append(output)

    def _clear_if_due(self) -> None:
        if self._clears_next:
            self.outputs.clear()
            self._display_ids.clear()
        self._clears_next = False


def _message(kind: str, content: dict[str, Any]) -> dict[str, Any]:
    return {"header": {"msg_type": kind}, "content": content, "metadata": {}}


def _display_id(content: dict[str, Any]) -> str:
    return (content.get("transient") or {}).get("display_id") or ""


class Recorder:
    """Listens to one kernel."""

    def __init__(self, connection: KeepingConnection) -> None:
        self._kernels = connection.multi_kernel_manager
        self._kernel_id = connection.kernel_id
        self._handler_settings = connection.websocket_handler.settings
        self._log = connection.log
        self._session = Session(key=connection.session.key)
        #: The kernel's session. A page drops what is not of it.
        self._kernel_session = ""
        self._runs: dict[str, CellRun] = {}
        self._write_is_due = False
        self._writing = asyncio.Lock()
        self._stream = connection.kernel_manager.connect_iopub()
        self._stream.on_recv(self._receive)

    def begin(self, message_id: str, run: CellRun) -> None:
        # The outputs of a cell are those of its latest run.
        for other in [key for key, one in self._runs.items() if one.cell_id == run.cell_id]:
            del self._runs[other]
        self._runs[message_id] = run

    def page_closed(self, connection: KeepingConnection) -> None:
        page = connection.session_key
        for message_id, run in list(self._runs.items()):
            run.followers = [one for one in run.followers if one is not connection]
            if run.page != page:
                continue
            if run.has_ended and time.monotonic() - run.ended_at > KEPT_AFTER_END_S:
                del self._runs[message_id]
                continue
            # A page that shows the run too holds it from now on.
            run.page = run.followers[0].session_key if run.followers else ""
            if run.followers:
                self._pass_on(run.followers[0], {"msg_id": message_id, "holds": True})
        # What the page saved last may still be on its way.
        self._write_soon(WRITE_INTERVAL_S)

    def page_asks(self, connection: KeepingConnection, known: list[str], cells: list[dict[str, Any]]) -> None:
        """A page was opened, or is connected again.

        `known` has the ids of the runs that it holds, `cells` the ids and the code of its cells.
        """
        codes = {cell["id"]: cell["code"].strip() for cell in cells}
        for message_id, run in list(self._runs.items()):
            if message_id in known:
                run.page = run.page or connection.session_key
            if message_id in known or run.page == connection.session_key or connection in run.followers:
                continue
            # A cell that was changed after it was saved is not what these outputs are of.
            if codes.get(run.cell_id) != run.code.strip():
                continue
            is_held_elsewhere = run.page != ""
            self._pass_on(
                connection,
                {
                    "run": {
                        "msg_id": message_id,
                        "cell_id": run.cell_id,
                        "code": run.code,
                        "age_s": None if run.started_at is None else time.monotonic() - run.started_at,
                        "is_held_elsewhere": is_held_elsewhere,
                        "messages": run.messages(),
                    }
                },
            )
            run.followers.append(connection)
            if not is_held_elsewhere:
                run.page = connection.session_key
            if run.has_ended:
                asyncio.get_running_loop().call_later(KEPT_FOR_OTHERS_S, self._forget, message_id)

    def _pass_on(self, connection: KeepingConnection, content: dict[str, Any]) -> None:
        header = {
            "msg_id": uuid.uuid4().hex,
            "msg_type": "swarmlab_run",
            "session": self._kernel_session,
            "username": "swarmlab",
            "version": "5.2",
        }
        parts = [json.dumps(part).encode() for part in (header, {}, {}, content)]
        connection.write_message(serialize_msg_to_ws_v1(parts, "iopub"), binary=True)

    def close(self) -> None:
        self._stream.on_recv(None)
        self._stream.close()

    @property
    def _is_watched(self) -> bool:
        return self._kernels._kernel_connections.get(self._kernel_id, 0) > 0

    def _receive(self, frames: list[bytes]) -> None:
        _, parts = self._session.feed_identities(frames)
        header, parent, metadata, content = (json.loads(part) for part in parts[1:5])
        self._kernel_session = header["session"]
        message_id = parent.get("msg_id", "")
        run = self._runs.get(message_id)
        if run is None:
            return
        run.take(header["msg_type"], content)
        for connection in run.followers:
            message = {"header": header, "content": content, "metadata": metadata}
            self._pass_on(connection, {"msg_id": message_id, "message": message})
        if run.page == "":
            self._write_soon(0 if run.has_ended else WRITE_INTERVAL_S)
        elif run.has_ended:
            asyncio.get_running_loop().call_later(KEPT_FOR_OTHERS_S, self._forget, message_id)

    def _forget(self, message_id: str) -> None:
        """Forgets a run whose page is there and has all of it."""
        run = self._runs.get(message_id)
        if run is not None and run.page != "":
            del self._runs[message_id]

    def _write_soon(self, seconds: float) -> None:
        if self._write_is_due and seconds > 0:
            return
        self._write_is_due = True
        asyncio.get_running_loop().call_later(seconds, lambda: asyncio.ensure_future(self._write()))

    async def _write(self) -> None:
        """Writes the runs without a page into the file. A page that is connected holds the file; what it lacks stays until it closes."""
        self._write_is_due = False
        async with self._writing:
            runs = {key: run for key, run in self._runs.items() if run.page == ""}
            if not runs or self._is_watched:
                return
            ended = [key for key, run in runs.items() if run.has_ended]
            try:
                await self._write_into_file(list(runs.values()))
            except Exception as error:  # A notebook that cannot be written must not end the server. A page that is opened gets the runs.
                self._log.warning("The outputs of a closed page were not written: %s", error)
                return
            for key in ended:
                self._runs.pop(key, None)

    async def _write_into_file(self, runs: list[CellRun]) -> None:
        sessions = await ensure_async(self._handler_settings["session_manager"].list_sessions())
        path = next((one["path"] for one in sessions if one["kernel"]["id"] == self._kernel_id), None)
        if path is None:
            return

        def put_outputs(notebook: dict[str, Any]) -> bool:
            changed = False
            for run in runs:
                for cell in notebook["cells"]:
                    # A cell that was changed after it was saved is not what these outputs are of.
                    if cell.get("id") != run.cell_id or cell["source"].strip() != run.code.strip():
                        continue
                    cell["outputs"] = json.loads(json.dumps(run.outputs))
                    cell["execution_count"] = run.execution_count
                    # The kernel has run this cell for the notebook's owner, as from a page.
                    cell["metadata"]["trusted"] = True
                    changed = True
            return changed

        await self._handler_settings["contents_manager"].change_notebook(path, put_outputs)


_recorders: dict[str, Recorder] = {}


class KeepingConnection(ZMQChannelsWebsocketConnection):
    """A page's connection to a kernel, which has the cells recorded that the page runs."""

    def handle_incoming_message(self, incoming_msg: Any) -> None:
        try:
            if self._record(incoming_msg):
                return
        except Exception as error:  # Recording is a help; the cell runs without it too.
            self.log.warning("A cell is not recorded: %s", error)
        super().handle_incoming_message(incoming_msg)

    def disconnect(self) -> None:
        super().disconnect()
        recorder = _recorders.get(self.kernel_id)
        if recorder is not None:
            recorder.page_closed(self)

    def _record(self, incoming_msg: Any) -> bool:
        """Records a request to run a cell. Returns whether the message was for the recorder, and not for the kernel."""
        if not self.channels or self.subprotocol != "v1.kernel.websocket.jupyter.org":
            return False
        channel, parts = deserialize_msg_from_ws_v1(incoming_msg)
        if channel != "shell":
            return False
        header, _, metadata, content = (json.loads(bytes(part)) for part in parts[:4])
        if header["msg_type"] == "swarmlab_runs":
            recorder = _recorders.get(self.kernel_id)
            if recorder is not None:
                recorder.page_asks(self, content["known"], content["cells"])
            return True
        cell_id = metadata.get("cellId")
        if header["msg_type"] != "execute_request" or content.get("silent") or cell_id is None:
            return False
        for kernel_id in [one for one in _recorders if one not in self.multi_kernel_manager]:
            _recorders.pop(kernel_id).close()
        if self.kernel_id not in _recorders:
            _recorders[self.kernel_id] = Recorder(self)
        _recorders[self.kernel_id].begin(header["msg_id"], CellRun(cell_id, content["code"], self.session_key))
        return False
