import { AdoptedRun } from "./adopted-run.js";
import { RunningSign } from "./running-sign.js";

/** How often to look whether a sign is due, in milliseconds. */
const LOOK_MS = 500;

const SHOWN = new Set([
  "stream",
  "display_data",
  "update_display_data",
  "execute_result",
  "error",
  "clear_output",
]);

/**
 * Follows the cells that a notebook's kernel runs. A cell that shows nothing for long gets a sign. When the page was opened
 * in the middle of a run, the server (`keep_output.py`) says which cells run, and passes on what they show.
 */
export function followRuns(panel) {
  const { content, context, sessionContext } = panel;
  /** Message id of the request → the run. The kernel runs them in this order. */
  const runs = new Map();
  let kernel;
  let timer;

  const cellOf = (id) => content.widgets.find(({ model }) => model.id === id);

  const add = (id, cellId, parts = {}) => {
    const run = { sign: new RunningSign(() => cellOf(cellId)), ...parts };
    runs.set(id, run);
    timer ??= setInterval(() => {
      const [first] = runs.values();
      if (first?.isBusy && !first.sign.hasBegun) first.sign.begin();
      first?.sign.look();
    }, LOOK_MS);
    return run;
  };

  const end = (id) => {
    runs.get(id)?.sign.end();
    runs.get(id)?.adopted?.end();
    runs.delete(id);
    if (runs.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };

  const take = (id, { header, content: said }) => {
    const run = runs.get(id);
    if (run === undefined) return;
    if (SHOWN.has(header.msg_type)) run.sign.shown(said.transient?.display_id);
    // The kernel is busy with a cell as soon as it has it, also while the cell waits for the ones before it.
    if (said.execution_state === "busy") run.isBusy = true;
    if (header.msg_type === "execute_input") {
      for (const earlier of [...runs.keys()].slice(0, [...runs.keys()].indexOf(id))) end(earlier);
      run.sign.begin();
    }
    if (said.execution_state === "idle") end(id);
  };

  /** A run of the server's, from its beginning: the page that began it is another, or is closed. */
  const adopt = ({ run }) => {
    const cell = cellOf(run.cell_id);
    if (cell?.outputArea === undefined || runs.has(run.msg_id)) return;
    const adopted = new AdoptedRun(cell, context.model, run);
    const { sign } = add(run.msg_id, run.cell_id, { adopted, isBusy: true });
    for (const message of run.messages) pass(run.msg_id, message);
    if (run.age_s !== null) sign.begin(run.age_s * 1000);
  };

  const pass = (id, message) => {
    runs.get(id)?.adopted?.show(message);
    take(id, message);
  };

  const onMessage = (_, { msg, direction }) => {
    if (direction === "send") {
      const { cellId } = msg.metadata;
      if (msg.header.msg_type === "execute_request" && cellId !== undefined) add(msg.header.msg_id, cellId);
    } else if (msg.header.msg_type === "swarmlab_run") {
      if (msg.content.run) adopt(msg.content);
      else if (msg.content.holds) runs.get(msg.content.msg_id)?.adopted?.hold();
      else pass(msg.content.msg_id, msg.content.message);
    } else if (msg.channel === "iopub" && !runs.get(msg.parent_header.msg_id)?.adopted) {
      take(msg.parent_header.msg_id, msg);
    }
  };

  /** Asks the server which of this notebook's cells run without this page. */
  const ask = () => {
    const codeCells = content.widgets.filter(({ model }) => model.type === "code");
    const message = {
      channel: "shell",
      header: {
        msg_id: crypto.randomUUID(),
        msg_type: "swarmlab_runs",
        session: kernel.clientId,
        username: kernel.username,
        date: new Date().toISOString(),
        version: "5.2",
      },
      parent_header: {},
      metadata: {},
      content: {
        known: [...runs.keys()],
        cells: codeCells.map(({ model }) => ({ id: model.id, code: model.sharedModel.getSource() })),
      },
      buffers: [],
    };
    kernel.sendShellMessage(message, false, true).dispose();
  };

  const askWhenConnected = async () => {
    const asked = kernel;
    await context.ready;
    if (kernel === asked && kernel?.connectionStatus === "connected") ask();
  };

  const endAll = () => {
    for (const id of [...runs.keys()]) end(id);
  };

  const connect = (next) => {
    if (kernel === next) return;
    kernel?.anyMessage.disconnect(onMessage);
    kernel?.connectionStatusChanged.disconnect(askWhenConnected);
    endAll();
    kernel = next;
    if (!kernel) return;
    kernel.anyMessage.connect(onMessage);
    kernel.connectionStatusChanged.connect(askWhenConnected);
    askWhenConnected();
  };

  sessionContext.kernelChanged.connect((_, { newValue }) => connect(newValue));
  sessionContext.statusChanged.connect((_, status) => {
    if (["restarting", "autorestarting", "dead", "terminating"].includes(status)) endAll();
  });
  panel.disposed.connect(() => connect(null));
  connect(sessionContext.session?.kernel ?? null);
}
