import { randomUUID } from "node:crypto";

/** The protocol of JupyterLab's page, in which the lab keeps what cells show. */
const PROTOCOL = "v1.kernel.websocket.jupyter.org";

/** What `kit/lab/server/keep_output.py` says to a page about a run. */
export interface RunMessage {
  readonly msg_id?: string;
  readonly holds?: true;
  readonly run?: {
    readonly msg_id: string;
    readonly cell_id: string;
    readonly is_held_elsewhere: boolean;
    readonly messages: readonly Shown[];
  };
  readonly message?: Shown;
}

interface Shown {
  readonly header: { readonly msg_type: string };
  readonly content: { readonly text?: string; readonly execution_state?: string };
}

/** One page's connection to a kernel, as JupyterLab's page in a browser has it. */
export class PageConnection {
  readonly #socket: WebSocket;
  readonly #session: string;
  /** What the kernel printed for this page's own requests, joined. */
  printed = "";
  /** What the lab said about runs, in order. */
  readonly runs: RunMessage[] = [];

  private constructor(socket: WebSocket, session: string) {
    this.#socket = socket;
    this.#session = session;
    socket.onmessage = ({ data }) => {
      const { header, content } = parse(data as ArrayBuffer);
      if (header.msg_type === "swarmlab_run") this.runs.push(content as RunMessage);
      if (header.msg_type === "stream") this.printed += (content as Shown["content"]).text;
    };
  }

  /** @param url What the lab prints for the browser. */
  static async open(url: string, kernel: string): Promise<PageConnection> {
    const { origin, searchParams } = new URL(url);
    const session = randomUUID();
    const query = `session_id=${session}&token=${searchParams.get("token")}`;
    const address = `${origin.replace("http", "ws")}/api/kernels/${kernel}/channels?${query}`;
    const socket = new WebSocket(address, PROTOCOL);
    socket.binaryType = "arraybuffer";
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    return new PageConnection(socket, session);
  }

  /** Runs a notebook's cell. */
  run(cellId: string, code: string): void {
    const content = { code, silent: false, store_history: true, user_expressions: {}, allow_stdin: false };
    this.#send("execute_request", content, { cellId });
  }

  /** Asks, as a page does that was opened, which of its cells run without it. */
  ask(cells: readonly { readonly id: string; readonly code: string }[]): void {
    this.#send("swarmlab_runs", { known: [], cells }, {});
  }

  close(): void {
    this.#socket.close();
  }

  #send(kind: string, content: object, metadata: object): void {
    const header = {
      msg_id: randomUUID(),
      msg_type: kind,
      session: this.#session,
      username: "",
      version: "5.3",
    };
    const parts = [header, {}, metadata, content].map((part) => Buffer.from(JSON.stringify(part)));
    this.#socket.send(framed([Buffer.from("shell"), ...parts]));
  }
}

/** The parts with their offsets before them, each of 8 bytes, and before these their number. */
function framed(parts: readonly Buffer[]): Uint8Array<ArrayBuffer> {
  const offsets = [8 * (parts.length + 2)];
  for (const part of parts) offsets.push((offsets.at(-1) ?? 0) + part.length);
  const head = new BigUint64Array([offsets.length, ...offsets].map(BigInt));
  return new Uint8Array(Buffer.concat([Buffer.from(head.buffer), ...parts]));
}

function parse(data: ArrayBuffer): { header: { msg_type: string }; content: unknown } {
  const bytes = Buffer.from(data);
  const offsets = Array.from({ length: Number(bytes.readBigUInt64LE(0)) }, (_, at) =>
    Number(bytes.readBigUInt64LE(8 * (at + 1))),
  );
  const part = (at: number) => JSON.parse(bytes.subarray(offsets[at], offsets[at + 1]).toString("utf8"));
  return { header: part(1), content: part(4) };
}
