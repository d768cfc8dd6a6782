import { createHmac, randomUUID } from "node:crypto";
import { createRequire } from "node:module";
import type { Dealer, Subscriber } from "zeromq";
import type { Connection } from "./connection.ts";

// tslab brings zeromq along.
const zmq = createRequire(createRequire(import.meta.url).resolve("tslab"))(
  "zeromq",
) as typeof import("zeromq");

/** A message of Jupyter's protocol, as received. */
export interface Message {
  readonly type: string;
  readonly parent: string;
  // biome-ignore lint/suspicious/noExplicitAny: each message type has content of its own; tests look at a few fields
  readonly content: any;
  readonly metadata: Record<string, unknown>;
}

/** What came back for one execute request. */
export interface Execution {
  /** Content of the `execute_reply`. */
  readonly reply: Message["content"];
  /** Everything shown, in order, without the `status` messages. */
  readonly shown: readonly Message[];
  /** All text of stdout, and the text of the result. */
  readonly text: string;
  readonly stderr: string;
  /** Content of the `error` message, if there was one. */
  readonly error: { ename: string; evalue: string; traceback: string[] } | undefined;
}

export interface ExecuteOptions {
  readonly silent?: boolean;
  readonly stopOnError?: boolean;
  readonly metadata?: Record<string, unknown>;
  /** How long to wait for the end, in ms. Below a test's own limit, so that the test can clean up. */
  readonly timeoutMs?: number;
  /** Called for each message as it comes. */
  readonly onMessage?: (message: Message) => void;
}

const DELIMITER = "<IDS|MSG>";

/** A small Jupyter client: enough of the protocol to drive a kernel as a front-end does. */
export class JupyterClient {
  readonly #key: string;
  readonly #shell: Dealer;
  readonly #control: Dealer;
  readonly #iopub: Subscriber;
  readonly #session = randomUUID();
  readonly #listeners = new Set<(message: Message) => void>();

  constructor(connection: Connection) {
    this.#key = connection.key;
    this.#shell = new zmq.Dealer({ linger: 0 });
    this.#control = new zmq.Dealer({ linger: 0 });
    this.#iopub = new zmq.Subscriber({ linger: 0 });
    const at = (port: number) => `tcp://${connection.ip}:${port}`;
    this.#shell.connect(at(connection.shell_port));
    this.#control.connect(at(connection.control_port));
    this.#iopub.connect(at(connection.iopub_port));
    this.#iopub.subscribe("");
    for (const socket of [this.#shell, this.#control, this.#iopub]) void this.#read(socket);
  }

  /** Waits until the kernel answers and its output reaches us. */
  async ready(): Promise<Message["content"]> {
    for (;;) {
      const heard = this.#next((message) => message.type === "status");
      const { reply } = this.request("shell", "kernel_info_request", {});
      const both = Promise.all([reply, heard]);
      const answer = await Promise.race([
        both,
        new Promise<undefined>((resolve) => setTimeout(resolve, 300)),
      ]);
      if (answer) return answer[0].content;
    }
  }

  /** Runs code and waits for the reply and for the end of its output. */
  async execute(code: string, options: ExecuteOptions = {}): Promise<Execution> {
    const shown: Message[] = [];
    const idle = Promise.withResolvers<void>();
    const content = {
      code,
      silent: options.silent ?? false,
      store_history: true,
      user_expressions: {},
      allow_stdin: false,
      stop_on_error: options.stopOnError ?? true,
    };
    const { id, reply } = this.request("shell", "execute_request", content, options.metadata);
    const stop = this.#listen((message) => {
      if (message.parent !== id || message.type === "execute_reply") return;
      if (message.type !== "status") {
        shown.push(message);
        options.onMessage?.(message);
      } else if (message.content.execution_state === "idle") idle.resolve();
    });
    const answer = await withLimit(Promise.all([reply, idle.promise]), options.timeoutMs).finally(stop);
    return {
      reply: answer[0].content,
      shown,
      text: shown.map(textOf).join(""),
      stderr: shown
        .filter(({ content: { name } }) => name === "stderr")
        .map(({ content: { text } }) => text)
        .join(""),
      error: shown.find(({ type }) => type === "error")?.content,
    };
  }

  /** Sends a request. `reply` resolves to its answer. */
  request(
    channel: "shell" | "control",
    type: string,
    content: Record<string, unknown>,
    metadata: Record<string, unknown> = {},
  ): { readonly id: string; readonly reply: Promise<Message> } {
    const id = randomUUID();
    const header = {
      msg_id: id,
      session: this.#session,
      username: "test",
      date: new Date().toISOString(),
      msg_type: type,
      version: "5.3",
    };
    const parts = [header, {}, metadata, content].map((part) => JSON.stringify(part));
    const reply = this.#next(
      (message) => message.parent === id && message.type === type.replace("_request", "_reply"),
    );
    void (channel === "shell" ? this.#shell : this.#control).send([DELIMITER, this.#sign(parts), ...parts]);
    return { id, reply };
  }

  /** Waits for the next message that fits, from any channel. */
  message(fits: (message: Message) => boolean): Promise<Message> {
    return this.#next(fits);
  }

  close(): void {
    for (const socket of [this.#shell, this.#control, this.#iopub]) socket.close();
  }

  #sign(parts: readonly string[]): string {
    const hmac = createHmac("sha256", this.#key);
    for (const part of parts) hmac.update(part);
    return hmac.digest("hex");
  }

  async #read(socket: AsyncIterable<Buffer[]>): Promise<void> {
    for await (const frames of socket) {
      const texts = frames.map(String);
      const at = texts.indexOf(DELIMITER);
      const [signature, ...parts] = texts.slice(at + 1);
      if (signature !== this.#sign(parts)) throw new Error("a message has a wrong signature");
      const [header, parent, metadata, content] = parts.map((part) => JSON.parse(part));
      const message: Message = { type: header.msg_type, parent: parent.msg_id, content, metadata };
      for (const listener of [...this.#listeners]) listener(message);
    }
  }

  #listen(listener: (message: Message) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  #next(fits: (message: Message) => boolean): Promise<Message> {
    const { promise, resolve } = Promise.withResolvers<Message>();
    const stop = this.#listen((message) => {
      if (!fits(message)) return;
      stop();
      resolve(message);
    });
    return promise;
  }
}

function textOf({ type, content }: Message): string {
  if (type === "stream" && content.name === "stdout") return content.text;
  return type === "execute_result" ? `${content.data["text/plain"] ?? ""}\n` : "";
}

/** Rejects when a promise takes too long. */
async function withLimit<T>(promise: Promise<T>, limitMs = 150_000): Promise<T> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error(`the kernel has not answered within ${limitMs} ms`)),
    limitMs,
  );
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
