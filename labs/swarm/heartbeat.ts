/** How often every process is asked for a sign of life, in milliseconds. */
const BEAT = 1000;

/** Whoever is asked: a process under supervision. */
export interface Patient {
  /** Called at every beat. */
  beat(): void;
}

/**
 * One clock for all processes of a swarm; it stands still while there are none. It counts beats, not time: while this
 * process itself is stuck, nobody ages.
 */
export class Heartbeat {
  readonly #patients = new Set<Patient>();
  #timer: NodeJS.Timeout | undefined;

  add(patient: Patient): void {
    this.#patients.add(patient);
    this.#timer ??= setInterval(() => {
      for (const one of this.#patients) one.beat();
    }, BEAT);
  }

  delete(patient: Patient): void {
    this.#patients.delete(patient);
    if (this.#patients.size > 0) return;
    clearInterval(this.#timer);
    this.#timer = undefined;
  }
}
