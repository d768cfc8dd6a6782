import { StringDecoder } from "node:string_decoder";
import type { DisplayOptions } from "../bridge.ts";
import type { ErrorReport } from "./error-report.ts";
import type { JupyterMessage, ZmqServer } from "./tslab.ts";

/** The server through which cells show things. */
export interface OutputServer extends ZmqServer {
  /** After its end nobody listens any more. */
  readonly isClosed: boolean;
}

/** Sends what one cell shows to the front-end, under that cell. Works on after the cell has finished. */
export class CellOutput {
  readonly #server: OutputServer;
  readonly #request: JupyterMessage;
  // A character of several bytes may come in two chunks.
  readonly #decoders = { stdout: new StringDecoder("utf8"), stderr: new StringDecoder("utf8") };

  constructor(server: OutputServer, request: JupyterMessage) {
    this.#server = server;
    this.#request = request;
  }

  stream(name: "stdout" | "stderr", chunk: string | Uint8Array): void {
    const text = typeof chunk === "string" ? chunk : this.#decoders[name].write(Buffer.from(chunk));
    if (text !== "") this.#send("stream", { name, text });
  }

  input(code: string, executionCount: number): void {
    this.#send("execute_input", { code, execution_count: executionCount });
  }

  display(data: Record<string, unknown>, options: DisplayOptions = {}): void {
    this.#send(options.update ? "update_display_data" : "display_data", {
      data,
      metadata: options.metadata ?? {},
      transient: options.displayId === undefined ? {} : { display_id: options.displayId },
    });
  }

  result(data: Record<string, unknown>, executionCount: number): void {
    this.#send("execute_result", { data, metadata: {}, execution_count: executionCount });
  }

  clear(wait: boolean): void {
    this.#send("clear_output", { wait });
  }

  error(report: ErrorReport): void {
    this.#send("error", { ...report });
  }

  #send(type: string, content: Record<string, unknown>): void {
    if (this.#server.isClosed) return;
    const message = this.#request.createReply();
    message.header.msg_type = type;
    message.content = content;
    message.signAndSend(this.#server.connInfo.key, this.#server.iopub);
  }
}
