import { StringDecoder } from "node:string_decoder";
import type { DisplayOptions } from "../bridge.ts";
import { withoutScope } from "../compile/scope-names.ts";
import { kernelImmediate } from "../interrupt/kernel-timers.ts";
import type { ErrorReport } from "./error-report.ts";
import type { JupyterMessage, ZmqServer } from "./tslab.ts";

type StreamName = "stdout" | "stderr";

/** The server through which cells show things. */
export interface OutputServer extends ZmqServer {
  /** Whether the sockets are closed. */
  readonly isClosed: boolean;
}

/** A cell may send this many pieces of text in each interval of `MERGE_INTERVAL_MS`. Further pieces are merged and sent soon after. */
const MAX_PIECES_PER_INTERVAL = 20;
const MERGE_INTERVAL_MS = 50;

/** More text from one cell would freeze the browser. It comes from a loop that prints for ever. */
const MAX_CHARACTERS = 2_000_000;

/** Sends what one cell shows to the front-end, under that cell, also after the cell has finished. */
export class CellOutput {
  readonly #server: OutputServer;
  readonly #request: JupyterMessage;
  // A character of several bytes may be split over two chunks.
  readonly #decoders = { stdout: new StringDecoder("utf8"), stderr: new StringDecoder("utf8") };
  #pending: { readonly name: StreamName; text: string } | undefined;
  #interval = { since: Number.NEGATIVE_INFINITY, pieces: 0 };
  #isFlushDue = false;
  #length = 0;
  #lastShownAt = performance.now();
  #isUpdatedInPlace = false;

  constructor(server: OutputServer, request: JupyterMessage) {
    this.#server = server;
    this.#request = request;
  }

  /** Milliseconds since something was shown last, or since the start. */
  get silentMs(): number {
    return performance.now() - this.#lastShownAt;
  }

  /** Whether there is an output that is updated in place, such as a live view. */
  get isUpdatedInPlace(): boolean {
    return this.#isUpdatedInPlace;
  }

  stream(name: StreamName, chunk: string | Uint8Array): void {
    const text = this.#cut(
      withoutScope(typeof chunk === "string" ? chunk : this.#decoders[name].write(Buffer.from(chunk))),
    );
    if (text === "") return;
    if (this.#pending?.name === name) this.#pending.text += text;
    else {
      this.flush();
      this.#pending = { name, text };
    }
    // Text is sent at once where possible, because the cell may block the thread next.
    if (this.#maySend()) this.flush();
    else this.#flushSoon();
  }

  #maySend(): boolean {
    const now = performance.now();
    if (now - this.#interval.since > MERGE_INTERVAL_MS) this.#interval = { since: now, pieces: 0 };
    this.#interval.pieces += 1;
    return this.#interval.pieces <= MAX_PIECES_PER_INTERVAL;
  }

  #flushSoon(): void {
    if (this.#isFlushDue) return;
    this.#isFlushDue = true;
    kernelImmediate(() => {
      this.#isFlushDue = false;
      this.flush();
    });
  }

  /** Sends the text that was merged so far. */
  flush(): void {
    if (this.#pending === undefined) return;
    const { name, text } = this.#pending;
    this.#pending = undefined;
    this.#send("stream", { name, text });
  }

  input(code: string, executionCount: number): void {
    this.#send("execute_input", { code, execution_count: executionCount });
  }

  display(data: Record<string, unknown>, options: DisplayOptions = {}): void {
    this.#isUpdatedInPlace ||= options.displayId !== undefined;
    this.#show(data, options);
  }

  /** Shows the line that says that the cell runs. It does not count as something that the cell has shown. */
  sign(data: Record<string, unknown>, options: DisplayOptions): void {
    const lastShownAt = this.#lastShownAt;
    this.#show(data, options);
    this.#lastShownAt = lastShownAt;
  }

  #show(data: Record<string, unknown>, options: DisplayOptions): void {
    this.#send(options.update ? "update_display_data" : "display_data", {
      data,
      metadata: options.metadata ?? {},
      transient: options.displayId === undefined ? {} : { display_id: options.displayId },
    });
  }

  result(data: Record<string, unknown>, executionCount: number): void {
    const text = data["text/plain"];
    const shown = typeof text === "string" ? { ...data, "text/plain": withoutScope(text) } : data;
    this.#send("execute_result", { data: shown, metadata: {}, execution_count: executionCount });
  }

  clear(wait: boolean): void {
    this.#length = 0;
    this.#send("clear_output", { wait });
  }

  error(report: ErrorReport): void {
    this.#send("error", { ...report });
  }

  /** The part of a text that may still be shown, with a note where the limit is reached. */
  #cut(text: string): string {
    const room = MAX_CHARACTERS - this.#length;
    if (room <= 0) return "";
    this.#length += text.length;
    if (text.length <= room) return text;
    return `${text.slice(0, room)}\n[This cell has printed more than ${MAX_CHARACTERS.toLocaleString("en")} characters. The rest is not shown.]\n`;
  }

  #send(type: string, content: Record<string, unknown>): void {
    this.flush();
    this.#lastShownAt = performance.now();
    if (this.#server.isClosed) return;
    const message = this.#request.createReply();
    message.header.msg_type = type;
    message.content = content;
    message.signAndSend(this.#server.connInfo.key, this.#server.iopub);
  }
}
