import { Program } from "./program.ts";

/** A Redis on a port of its own that writes down every change before it answers. It may be killed and started again. */
export class RedisEngine {
  readonly url: string;
  readonly #command: readonly string[];
  #program: Program | undefined;

  /** @param prefix what comes before the command, such as `ip netns exec NAME` */
  constructor(program: string, { folder, host, port, prefix = [] as readonly string[] }: RedisPlace) {
    this.url = `redis://${host}:${port}`;
    const options = {
      bind: host,
      port: String(port),
      dir: folder,
      appendonly: "yes",
      appendfsync: "always",
      save: "",
      "protected-mode": "no",
      "maxmemory-policy": "noeviction",
    };
    this.#command = [
      ...prefix,
      program,
      ...Object.entries(options).flatMap(([name, value]) => [`--${name}`, value]),
    ];
  }

  get output(): string {
    return this.#program?.output ?? "";
  }

  get hasEnded(): boolean {
    return this.#program?.hasEnded ?? true;
  }

  async start(): Promise<void> {
    const [command = "", ...args] = this.#command;
    this.#program = new Program(command, args, { cwd: "/", env: process.env });
    await this.#program.line(/Ready to accept connections/);
  }

  async kill(): Promise<void> {
    await this.#program?.kill();
  }
}

export interface RedisPlace {
  readonly folder: string;
  readonly host: string;
  readonly port: number;
  readonly prefix?: readonly string[];
}
