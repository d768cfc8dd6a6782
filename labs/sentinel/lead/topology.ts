import type { LogEvent } from "../log-event.ts";
import type { Neighbour } from "../signal.ts";

/** What is known of a service before its first line. */
export interface ServiceTopology {
  readonly name: string;
  readonly host?: string;
  readonly calls?: readonly string[];
}

const MOST_NEIGHBOURS = 64;

/** Who calls whom and who shares a host: as configured, and as seen in the attributes `host.name` and `peer.service` of lines. */
export class Topology {
  readonly #hosts = new Map<string, string>();
  readonly #residents = new Map<string, Set<string>>();
  readonly #calls = new Map<string, Set<string>>();
  readonly #callers = new Map<string, Set<string>>();

  constructor(services: readonly ServiceTopology[] = []) {
    for (const { name, host, calls = [] } of services) {
      if (host !== undefined) this.#settle(name, host);
      for (const callee of calls) this.#connect(name, callee);
    }
  }

  learn(service: string, attributes: LogEvent["attributes"]): void {
    const host = attributes["host.name"];
    if (typeof host === "string" && this.#hosts.get(service) !== host) this.#settle(service, host);
    const peer = attributes["peer.service"];
    if (typeof peer === "string" && peer !== service) this.#connect(service, peer);
  }

  neighboursOf(service: string): Pick<Neighbour, "service" | "relation">[] {
    const found = new Map<string, Neighbour["relation"]>();
    for (const name of this.#calls.get(service) ?? []) found.set(name, "calls");
    for (const name of this.#callers.get(service) ?? []) if (!found.has(name)) found.set(name, "called-by");
    for (const name of this.#residents.get(this.#hosts.get(service) ?? "") ?? [])
      if (name !== service && !found.has(name)) found.set(name, "same-host");
    return [...found].map(([name, relation]) => ({ service: name, relation }));
  }

  /** Takes out a service with its host and its calls. */
  forget(service: string): void {
    removeFrom(this.#residents, this.#hosts.get(service) ?? "", service);
    this.#hosts.delete(service);
    for (const callee of this.#calls.get(service) ?? []) removeFrom(this.#callers, callee, service);
    for (const caller of this.#callers.get(service) ?? []) removeFrom(this.#calls, caller, service);
    this.#calls.delete(service);
    this.#callers.delete(service);
  }

  #settle(service: string, host: string): void {
    this.#residents.get(this.#hosts.get(service) ?? "")?.delete(service);
    this.#hosts.set(service, host);
    addTo(this.#residents, host, service);
  }

  #connect(caller: string, callee: string): void {
    if (this.#calls.get(caller)?.has(callee)) return;
    addTo(this.#calls, caller, callee);
    addTo(this.#callers, callee, caller);
  }
}

function removeFrom(sets: Map<string, Set<string>>, key: string, item: string): void {
  const set = sets.get(key);
  set?.delete(item);
  if (set?.size === 0) sets.delete(key);
}

function addTo(sets: Map<string, Set<string>>, key: string, item: string): void {
  let set = sets.get(key);
  if (set === undefined) {
    set = new Set();
    sets.set(key, set);
  }
  if (set.size < MOST_NEIGHBOURS) set.add(item);
}
