/** How often every process is asked for a sign of life, in milliseconds. */
const BEAT = 1000;

/** Whoever is asked: a process under supervision. */
export interface Patient {
  /** Called at every beat. */
  beat(): void;
}

/** One clock for all processes of a swarm. It counts beats, not time: while this process itself is stuck, nobody ages. */
export class Heartbeat {
  readonly #patients = new Set<Patient>();
  readonly #timer = setInterval(() => {
    for (const patient of this.#patients) patient.beat();
  }, BEAT);

  add(patient: Patient): void {
    this.#patients.add(patient);
  }

  delete(patient: Patient): void {
    this.#patients.delete(patient);
  }

  stop(): void {
    clearInterval(this.#timer);
  }
}
