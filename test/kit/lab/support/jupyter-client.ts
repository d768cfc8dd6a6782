import { randomUUID } from "node:crypto";

/** What is read of a message from a kernel. */
export interface KernelMessage {
  readonly parent_header: { readonly msg_id?: string };
  readonly header: { readonly msg_type: string };
  readonly content: {
    readonly data?: Record<string, unknown>;
    readonly text?: string;
    readonly execution_state?: string;
  };
}

/** A JupyterLab, spoken to as its page in a browser does. */
export class JupyterClient {
  readonly #address: string;
  readonly #token: string;

  /** @param url What `npm run lab` prints. */
  constructor(url: string) {
    this.#address = new URL(url).origin;
    this.#token = new URL(url).searchParams.get("token") ?? "";
  }

  request(path: string, options: RequestInit = {}): Promise<Response> {
    const headers = { authorization: `token ${this.#token}`, "content-type": "application/json" };
    return fetch(`${this.#address}${path}`, { ...options, headers });
  }

  async get(path: string): Promise<unknown> {
    const reply = await this.request(path);
    if (!reply.ok) throw new Error(`${path}: ${reply.status}`);
    return reply.json();
  }

  /** Starts a kernel; its connection is open when this resolves. */
  async startKernel(): Promise<KernelConnection> {
    const reply = await this.request("/api/kernels", {
      method: "POST",
      body: JSON.stringify({ name: "swarmlab" }),
    });
    const { id } = (await reply.json()) as { id: string };
    const socket = new WebSocket(
      `${this.#address.replace("http", "ws")}/api/kernels/${id}/channels?token=${this.#token}`,
    );
    await new Promise((resolve, reject) => {
      socket.onopen = resolve;
      socket.onerror = reject;
    });
    return new KernelConnection(socket);
  }
}

export class KernelConnection {
  readonly #socket: WebSocket;
  readonly #messages: KernelMessage[] = [];
  #onMessage: () => void = () => {};

  constructor(socket: WebSocket) {
    this.#socket = socket;
    socket.onmessage = ({ data }) => {
      this.#messages.push(JSON.parse(String(data)));
      this.#onMessage();
    };
  }

  /** Sends a cell. Resolves with all its output once the kernel is idle again. */
  async execute(code: string): Promise<readonly KernelMessage[]> {
    const own = this.send(code);
    const isIdle = (message: KernelMessage) => message.content.execution_state === "idle";
    return this.#until(() => own().some(isIdle) && own());
  }

  /** Sends a cell that does not end; resolves once it has printed `word`. */
  async executeUntil(code: string, word: string): Promise<void> {
    const own = this.send(code);
    await this.#until(() => own().some((message) => message.content.text?.includes(word)));
  }

  /** @returns the cell's output so far */
  send(code: string): () => readonly KernelMessage[] {
    const id = randomUUID();
    const header = {
      msg_id: id,
      msg_type: "execute_request",
      session: "test",
      username: "",
      version: "5.3",
      date: "",
    };
    const content = { code, silent: false, store_history: true, allow_stdin: false, stop_on_error: true };
    this.#socket.send(
      JSON.stringify({
        channel: "shell",
        header,
        parent_header: {},
        metadata: {},
        content: { ...content, user_expressions: {} },
      }),
    );
    return () => this.#messages.filter((message) => message.parent_header.msg_id === id);
  }

  #until<T>(look: () => T | false): Promise<T> {
    return new Promise((resolve) => {
      const onMessage = () => {
        const found = look();
        if (found) resolve(found);
      };
      this.#onMessage = onMessage;
      onMessage();
    });
  }
}
