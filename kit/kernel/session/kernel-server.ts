import { codePointsOf, unitsOf } from "../assist/code-points.ts";
import { ts } from "../compile/typescript.ts";
import type { CellRun } from "./cell-context.ts";
import { CellOutput, type OutputServer } from "./cell-output.ts";
import type { CellRecords } from "./cell-records.ts";
import type { CellRunner } from "./cell-runner.ts";
import { ExecutionQueue } from "./execution-queue.ts";
import { IdleCollection } from "./idle-collection.ts";
import { RunningSign } from "./running-sign.ts";
import { showValue } from "./show-value.ts";
import { type JupyterMessage, type loadTslab, TSLAB_VERSION, type ZmqServer } from "./tslab.ts";

type Jupyter = ReturnType<typeof loadTslab>["jupyter"];

/**
 * tslab's server with the parts of Jupyter's protocol that it lacks: `error` and `execute_input` messages, counts,
 * results, aborted requests, a shutdown that ends the process, and replies to the other requests of front-ends.
 */
export function createServer(
  jupyter: Jupyter,
  parts: {
    readonly runner: CellRunner;
    readonly records: CellRecords;
    readonly configPath: string;
    /** Called for `interrupt_request`, which front-ends may send instead of a signal. */
    onInterrupt(): void;
    /** Called after the reply to a shutdown request. */
    onShutdown(): void;
  },
): ZmqServer {
  const { runner, records } = parts;
  const queue = new ExecutionQueue();
  const idleCollection = new IdleCollection();
  let executionCount = 0;

  class Server extends jupyter.ZmqServer implements OutputServer {
    isClosed = false;

    /** Called by tslab for each `execute_request`. */
    async handleExecute(socket: unknown, request: JupyterMessage): Promise<void> {
      const sentAt = Date.parse(request.header.date ?? "");
      await queue.add(
        Number.isNaN(sentAt) ? Number.POSITIVE_INFINITY : sentAt,
        () => this.#execute(socket, request),
        () => this.reply(socket, request, "execute_reply", { status: "aborted" }),
      );
    }

    /** Runs a cell and sends the reply. */
    async #execute(socket: unknown, request: JupyterMessage): Promise<void> {
      idleCollection.busy();
      const code = String(request.content.code);
      const isSilent = request.content.silent === true;
      if (!isSilent) executionCount += 1;
      const output = new CellOutput(this, request);
      // Only a front-end with a person before it sends the cell's id. A notebook that is run as a whole stays as it is.
      const sign = isSilent || request.metadata.cellId === undefined ? undefined : new RunningSign(output);
      const run: CellRun = { executionCount, output, ...(sign && { sign }) };
      if (!isSilent) output.input(code, executionCount);
      const recordEnd = isSilent ? () => {} : records.start(request, executionCount);
      const started = new Date().toISOString();
      const outcome = await runner.run(code, run, isSilent ? () => {} : (value) => showValue(value, run));
      run.hasEnded = true;
      sign?.end(outcome.status);
      output.flush();
      idleCollection.idle();
      const metadata = { started, status: outcome.status };
      if (outcome.status === "ok") {
        recordEnd({ status: "ok" });
        const content = {
          status: "ok",
          execution_count: executionCount,
          user_expressions: {},
          payload: payloadOf(run),
        };
        this.reply(socket, request, "execute_reply", content, metadata);
        return;
      }
      const { report } = outcome;
      recordEnd({ status: "error", error: { name: report.ename, message: report.evalue } });
      if (request.content.stop_on_error !== false) queue.fail();
      output.error(report);
      const content = { status: "error", execution_count: executionCount, ...report };
      this.reply(socket, request, "execute_reply", content, metadata);
    }

    handleKernelInfo(socket: unknown, request: JupyterMessage): void {
      this.reply(socket, request, "kernel_info_reply", {
        status: "ok",
        protocol_version: "5.3",
        implementation: "swarmlab",
        implementation_version: TSLAB_VERSION,
        language_info: {
          name: "typescript",
          version: ts.version,
          mimetype: "text/typescript",
          file_extension: ".ts",
          pygments_lexer: "typescript",
          codemirror_mode: { mode: "typescript", name: "javascript", typescript: true },
        },
        banner: `Swarm Lab: TypeScript ${ts.version} on Node ${process.version}`,
        help_links: [],
      });
    }

    handleCommInfoRequest(socket: unknown, request: JupyterMessage): void {
      this.reply(socket, request, "comm_info_reply", { status: "ok", comms: {} });
    }

    /** Shift-Tab. Its positions, as those of Tab, are code points. */
    handleInspect(socket: unknown, request: JupyterMessage): void {
      const { code, position } = cursorOf(request);
      const text = runner.inspect(code, position);
      const found = text !== undefined && text !== "";
      const data = found ? { "text/plain": text } : {};
      this.reply(socket, request, "inspect_reply", { status: "ok", found, data, metadata: {} });
    }

    /** Tab. */
    handleComplete(socket: unknown, request: JupyterMessage): void {
      const { code, position } = cursorOf(request);
      const { start, end, candidates } = runner.complete(code, position);
      this.reply(socket, request, "complete_reply", {
        status: "ok",
        matches: candidates,
        cursor_start: codePointsOf(code, start),
        cursor_end: codePointsOf(code, end),
        metadata: {},
      });
    }

    handleShutdown(socket: unknown, request: JupyterMessage): void {
      const restart = request.content.restart === true;
      this.reply(socket, request, "shutdown_reply", { status: "ok", restart });
    }

    override close(): void {
      this.isClosed = true;
      super.close();
      parts.onShutdown();
    }

    /** Replies to messages that tslab does not know. tslab would print a warning under the learner's cell. */
    async handleOther(socket: unknown, request: JupyterMessage): Promise<void> {
      const type = request.header.msg_type;
      if (type === "history_request")
        this.reply(socket, request, "history_reply", { status: "ok", history: [] });
      if (type === "interrupt_request") {
        parts.onInterrupt();
        this.reply(socket, request, "interrupt_reply", { status: "ok" });
      }
    }

    reply(
      socket: unknown,
      request: JupyterMessage,
      type: string,
      content: Record<string, unknown>,
      metadata: Record<string, unknown> = {},
    ): void {
      const message = request.createReply();
      message.header.msg_type = type;
      message.metadata = metadata;
      message.content = content;
      message.signAndSend(this.connInfo.key, socket);
    }
  }

  return new Server(new jupyter.JupyterHandlerImpl(runner, false), parts.configPath);
}

/** The cell of a request, and the cursor in UTF-16 units. */
function cursorOf({ content }: JupyterMessage): { readonly code: string; readonly position: number } {
  const code = String(content.code);
  return { code, position: unitsOf(code, Number(content.cursor_pos)) };
}

/** Jupyter's way to ask for a new cell. The protocol calls payloads deprecated, and has no other way. */
const payloadOf = ({ cellBelow }: CellRun) =>
  cellBelow === undefined ? [] : [{ source: "set_next_input", text: cellBelow, replace: false }];
