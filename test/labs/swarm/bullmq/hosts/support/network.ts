import { execFileSync } from "node:child_process";
import { existsSync } from "node:fs";

/** Why no hosts of our own can be made here; undefined when they can. */
export function whyNoHosts(): string | undefined {
  if (process.platform !== "linux") return "only Linux has network namespaces";
  if (process.getuid?.() !== 0) return "only root makes network namespaces";
  try {
    const name = `swarmlab-try-${process.pid}`;
    ip("netns", "add", name);
    ip("netns", "del", name);
    return undefined;
  } catch (error) {
    return `\`ip netns\` does not work here: ${String(error).split("\n")[0]}`;
  }
}

/** Hosts with a network that only they are on: namespaces, joined by a switch in one more namespace. The machine's own network is not touched. */
export class Network {
  readonly #prefix = `swl${process.pid}`;
  readonly #switch = `${this.#prefix}-switch`;
  readonly #hosts: string[] = [];

  constructor() {
    ip("netns", "add", this.#switch);
    ip("-n", this.#switch, "link", "add", "bridge", "type", "bridge");
    ip("-n", this.#switch, "link", "set", "bridge", "up");
  }

  /** Adds a host. @returns its address */
  add(host: string): string {
    const namespace = this.#namespace(host);
    ip("netns", "add", namespace);
    this.#hosts.push(host);
    ip("-n", namespace, "link", "add", "net", "type", "veth", "peer", "name", host, "netns", this.#switch);
    ip("-n", this.#switch, "link", "set", host, "master", "bridge", "up");
    const address = `10.77.0.${this.#hosts.length}`;
    ip("-n", namespace, "addr", "add", `${address}/24`, "dev", "net");
    ip("-n", namespace, "link", "set", "net", "up");
    ip("-n", namespace, "link", "set", "lo", "up");
    return address;
  }

  /** What to put before a command that shall run on a host. */
  on(host: string): string[] {
    return ["ip", "netns", "exec", this.#namespace(host)];
  }

  /** Pulls a host's cable out. What is sent is lost, and nothing says so. */
  cut(host: string): void {
    ip("-n", this.#switch, "link", "set", host, "down");
  }

  heal(host: string): void {
    ip("-n", this.#switch, "link", "set", host, "up");
  }

  /** Ends every process on the hosts, which only tests have put there, and removes the hosts. */
  remove(): void {
    for (const host of this.#hosts) {
      const namespace = this.#namespace(host);
      for (const pid of ip("netns", "pids", namespace).trim().split("\n").filter(Boolean)) end(Number(pid));
      ip("netns", "del", namespace);
    }
    ip("netns", "del", this.#switch);
  }

  #namespace(host: string): string {
    return `${this.#prefix}-${host}`;
  }
}

function ip(...args: string[]): string {
  const program = ["/usr/sbin/ip", "/sbin/ip", "/usr/bin/ip"].find(existsSync) ?? "ip";
  return execFileSync(program, args, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
}

function end(pid: number): void {
  try {
    process.kill(pid, "SIGKILL");
  } catch {
    // It has ended meanwhile.
  }
}
