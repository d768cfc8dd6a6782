import { existsSync } from "node:fs";
import { KeptOpen } from "../common/kept-open.ts";
import { installKernelBridge } from "./bridge.ts";
import { configPathFrom } from "./command-line.ts";
import { NotebookCompiler } from "./compile/notebook-compiler.ts";
import { installCellTimers } from "./interrupt/cell-timers.ts";
import { kernelTimeout } from "./interrupt/kernel-timers.ts";
import { StartedByCells } from "./interrupt/started-by-cells.ts";
import { Watchdog } from "./interrupt/watchdog.ts";
import { currentCell, stopAllCells } from "./session/cell-context.ts";
import { CellImports } from "./session/cell-imports.ts";
import { CellModules } from "./session/cell-modules.ts";
import { CellRecords } from "./session/cell-records.ts";
import { CellRunner } from "./session/cell-runner.ts";
import { redirectChildren } from "./session/child-output.ts";
import { createServer } from "./session/kernel-server.ts";
import { reportLateErrors } from "./session/late-errors.ts";
import { redirectOutput } from "./session/redirect-output.ts";
import { refuseExit } from "./session/refuse-exit.ts";
import { createScope, installScope } from "./session/scope.ts";
import { installReadableStacks } from "./session/stack-frames.ts";
import { loadTslab } from "./session/tslab.ts";

/*
 * The kernel itself: the process in which a notebook's cells run. launch.ts starts it, with a pipe at descriptor 3.
 */

/** Time for the last replies to leave the sockets. */
const EXIT_DELAY_MS = 100;
const LAUNCHER_PIPE_FD = 3;

const configPath = configPathFrom(process.argv);
if (!existsSync(configPath)) throw new Error(`There is no connection file ${configPath}.`);

const interruptListeners = new Set<() => void>();
const watchdog = new Watchdog(LAUNCHER_PIPE_FD, interrupt);

installReadableStacks();
const tslab = loadTslab();
const compiler = new NotebookCompiler(process.cwd());
const scope = createScope();
const records = new CellRecords();
const imports = new CellImports();
const runner = new CellRunner({
  compiler,
  scope,
  imports,
  modules: new CellModules(process.cwd(), tslab.publicModule),
  uninterruptible: watchdog.uninterruptible,
  notebook: process.env.JPY_SESSION_NAME,
});

const keptOpen = new KeptOpen();
const started = new StartedByCells();
started.watch();
started.keep(watchdog.thread);
installCellTimers();
const exit = refuseExit();
redirectOutput();
redirectChildren();
reportLateErrors();
installScope(scope, imports);
installKernelBridge({
  cells: () => records.all,
  display: (data, options) => currentCell()?.output.display(data, options),
  tellProgress: (progress) => currentCell()?.sign?.tell(progress),
  addCellBelow: (code) => {
    const cell = currentCell();
    if (cell) cell.cellBelow = code;
  },
  clearOutput: (wait = false) => currentCell()?.output.clear(wait),
  onInterrupt: (listener) => {
    interruptListeners.add(listener);
    return () => interruptListeners.delete(listener);
  },
  keepOpen: (name, open) => keptOpen.get(name, open),
  keepOnInterrupt: (workerOrProcess) => started.keep(workerOrProcess),
  notebookPath: process.env.JPY_SESSION_NAME,
});
// The hook behind tslab's own `display`.
tslab.jupyter.lastWriteDisplayData = (message, update) => {
  const { data, transient } = message as {
    data: Record<string, unknown>;
    transient?: { display_id?: string };
  };
  const displayId = transient?.display_id;
  currentCell()?.output.display(data, { update: update === true, ...(displayId ? { displayId } : {}) });
};

const server = createServer(tslab.jupyter, {
  runner,
  records,
  configPath,
  onInterrupt: interrupt,
  onShutdown: () => kernelTimeout(() => exit(0), EXIT_DELAY_MS),
});
await server.init();
// The front-end is answered first; the first cell then finds the declarations of the language read.
kernelTimeout(() => {
  if (!runner.isRunning) watchdog.uninterruptible(() => compiler.warm());
}, 0);

function interrupt(): void {
  if (runner.isRunning) runner.interrupt();
  else stopAllCells();
  started.stop();
  keptOpen.close();
  for (const listener of [...interruptListeners]) listener();
}
