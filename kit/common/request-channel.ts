/** When a request is given up. */
export interface RequestLimit {
  /** Milliseconds after which `onTimeout` is called. @minimum 0 */
  readonly timeoutMs: number;
  /** Called once when no reply has come in time. It settles the request: by ending the other side, say. */
  readonly onTimeout: () => void;
}

interface PendingRequest<Reply> {
  readonly resolve: (reply: Reply) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * The requests that wait for a reply of another process or thread. The channel numbers them and matches the replies. Its owner posts the
 * requests, hands in the replies that arrive, and rejects what is pending when the other side has ended.
 *
 * @example
 * const channel = new RequestChannel<{ op: "ping" }, string>((request) => child.send(request));
 * child.on("message", ({ id, reply }) => channel.resolve(id, reply));
 * child.on("exit", () => channel.rejectAll(new Error("The process has ended.")));
 * await channel.request({ op: "ping" }, { timeoutMs: 1000, onTimeout: () => child.kill() });
 */
export class RequestChannel<Body extends object, Reply> {
  readonly #post: (request: Body & { readonly id: number }) => void;
  readonly #pending = new Map<number, PendingRequest<Reply>>();
  readonly #nextId: () => number;

  /**
   * @param post - sends a request. What it throws rejects that request.
   * @param nextId - the number of the next request. @default 1, 2, 3 …
   */
  constructor(post: (request: Body & { readonly id: number }) => void, nextId = counter()) {
    this.#post = post;
    this.#nextId = nextId;
  }

  /** How many requests wait for a reply. */
  get size(): number {
    return this.#pending.size;
  }

  /** Posts a request. @returns settles with {@link resolve}, {@link reject} or {@link rejectAll} */
  request(body: Body, limit?: RequestLimit): Promise<Reply> {
    const id = this.#nextId();
    const reply = new Promise<Reply>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      try {
        this.#post({ ...body, id });
      } catch (error) {
        this.reject(id, error);
      }
    });
    if (!limit) return reply;
    const timer = setTimeout(limit.onTimeout, limit.timeoutMs);
    return reply.finally(() => clearTimeout(timer));
  }

  /** Settles a request with its reply. @returns false when no request of that number waits */
  resolve(id: number, reply: Reply): boolean {
    const pending = this.#take(id);
    pending?.resolve(reply);
    return pending !== undefined;
  }

  /** Rejects a request. @returns false when no request of that number waits */
  reject(id: number, error: unknown): boolean {
    const pending = this.#take(id);
    pending?.reject(error);
    return pending !== undefined;
  }

  /** Rejects every request that waits. Later requests are posted as before. */
  rejectAll(error: unknown): void {
    const pending = [...this.#pending.values()];
    this.#pending.clear();
    for (const { reject } of pending) reject(error);
  }

  #take(id: number): PendingRequest<Reply> | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    return pending;
  }
}

function counter(): () => number {
  let last = 0;
  return () => ++last;
}
