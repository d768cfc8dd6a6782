import type { Incident } from "../incident.ts";
import type { Heat } from "../view/sentinel-state.ts";

/** How each service looks now, and how it looked at its worst. */
export class HeatMap {
  #services: readonly string[] = [];
  readonly #worst = new Map<string, Heat>();

  get services(): readonly string[] {
    return this.#services;
  }

  /** All services, in the order in which they came. */
  setServices(services: readonly string[]): void {
    this.#services = services;
  }

  /** @param noticed services that behave unlike their past, or are being looked at */
  now(open: readonly Incident[], noticed: ReadonlySet<string>): readonly Heat[] {
    const hot = new Map<string, Heat>();
    for (const service of noticed) hot.set(service, 1);
    for (const { affected } of open) for (const service of affected) hot.set(service, 2);
    for (const { service } of open) hot.set(service, 3);
    for (const [service, heat] of hot)
      if (heat > (this.#worst.get(service) ?? 0)) this.#worst.set(service, heat);
    return this.#services.map((service) => hot.get(service) ?? 0);
  }

  get worst(): readonly Heat[] {
    return this.#services.map((service) => this.#worst.get(service) ?? 0);
  }
}
