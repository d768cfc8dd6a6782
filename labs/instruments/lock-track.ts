/** The states of the lock's word that the track itself writes. */
const FREE = 0;
const HELD = 1;

/** How often the track looks, and after how many looks without a move it wakes who still sleeps. */
const LOOK_EVERY_MS = 20;
const LOOKS_WITHOUT_A_MOVE = 30;

/** What the threads on the track share: the lock's word, and a word that each of them moves while it holds the lock. */
export interface TrackWords {
  readonly lock: Int32Array;
  readonly board: Int32Array;
}

/** Starts the threads, and settles when they have ended. */
export type StartRace<Run> = (shared: TrackWords) => Promise<Run>;

/** A race that is under way. */
export interface LockTrack<Run> extends TrackWords {
  readonly racing: Promise<Run>;
  /** How many threads slept although nothing moved any more. They were woken, and counted. */
  readonly forgotten: () => number;
}

/** What came of threads that queued up in front of a held lock. */
export interface LockQueue {
  /** The most threads that slept at the same time. */
  readonly asleep: number;
  /** How many were in before the lock was given back. */
  readonly tooEarly: number;
  readonly forgotten: number;
  /** For each thread, its error. */
  readonly errors: readonly unknown[];
}

/** How often it looks for threads that sleep in front of the lock. */
const LOOKS = 120;

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const oneWord = () => new Int32Array(new SharedArrayBuffer(4));

/** Threads race with a lock. When nothing moves for long, a thread that still sleeps was forgotten: it is counted, and woken. */
export function lockTrack<Run>(startRace: StartRace<Run>, isHeld: boolean): LockTrack<Run> {
  const [lock, board] = [oneWord().fill(isHeld ? HELD : FREE), oneWord()];
  let [seen, still, forgotten] = [0, 0, 0];
  const watching = setInterval(() => {
    const now = Atomics.load(board, 0);
    still = now > 0 && now === seen ? still + 1 : 0;
    seen = now;
    // notify() says how many it woke: so the track learns how many were asleep.
    if (still >= LOOKS_WITHOUT_A_MOVE || forgotten > 0) forgotten += Atomics.notify(lock, 0);
  }, LOOK_EVERY_MS);
  const racing = startRace({ lock, board });
  const stop = () => clearInterval(watching);
  racing.then(stop, stop);
  return { lock, board, racing, forgotten: () => forgotten };
}

/** Threads queue up in front of a lock that the caller holds. Who sleeps, and who gets in too early? */
export async function queueAtLock<Run extends { readonly results: readonly { readonly error: unknown }[] }>(
  startRace: StartRace<Run>,
  threads: number,
): Promise<LockQueue> {
  const { lock, board, racing, forgotten } = lockTrack(startRace, true);
  // A false alarm: sleepers are woken, though the lock is not free. A good lock sends them back to sleep.
  let asleep = 0;
  for (let look = 0; look < LOOKS && asleep < threads; look += 1) {
    await pause(10);
    asleep = Math.max(asleep, Atomics.notify(lock, 0));
  }
  // A good lock sends all of them back to sleep, a bad one lets one in: until one of the two has happened, nothing is sure.
  let backAsleep = asleep < threads ? threads : 0;
  for (let look = 0; look < LOOKS && backAsleep < threads && Atomics.load(board, 0) === 0; look += 1) {
    await pause(10);
    backAsleep = Atomics.notify(lock, 0);
  }
  // The last look woke them once more. Several pauses are longer where the machine is busy, and there it takes longer to fall asleep.
  for (let turn = 0; turn < 5; turn += 1) await pause(10);
  const tooEarly = Atomics.load(board, 0);
  Atomics.store(lock, 0, FREE);
  Atomics.notify(lock, 0, 1);
  const { results } = await racing;
  return { asleep, tooEarly, forgotten: forgotten(), errors: results.map(({ error }) => error) };
}
