// exercise 05.3 · A sender that waits
// The last one in is the first one out.
// fails: each acknowledgement lets one waiting message go, the oldest
class CreditSender<Message> {
  readonly #post: (message: Message) => void;
  #credit: number;
  readonly #waiting: (() => void)[] = [];

  /** @param credit how many messages may be under way at the same time */
  constructor(post: (message: Message) => void, credit: number) {
    this.#post = post;
    this.#credit = credit;
  }

  async send(message: Message): Promise<void> {
    if (this.#credit === 0) await new Promise<void>((go) => this.#waiting.push(go));
    else this.#credit -= 1;
    this.#post(message);
  }

  acknowledge(): void {
    const next = this.#waiting.pop();
    if (next) next();
    else this.#credit += 1;
  }
}

// ──────── given from here on ────────
/** Plays a scene with a sender of so much credit: "s" sends, "a" acknowledges, " " lets the event loop go round. */
async function rehearse(credit: number, scene: string): Promise<readonly string[]> {
  const log: string[] = [];
  let number = 0;
  const sender = new CreditSender<number>((message) => log.push(`posted ${message}`), credit);
  const sendNext = async (message: number) => {
    await sender.send(message);
    log.push(`done ${message}`);
  };
  const sends: Promise<void>[] = [];
  for (const step of scene) {
    if (step === "s") {
      number += 1;
      sends.push(sendNext(number));
    }
    if (step === "a") {
      log.push("acknowledged");
      sender.acknowledge();
    }
    if (step === " ") await new Promise((resolve) => setImmediate(resolve));
  }
  await Promise.race([Promise.all(sends), new Promise((resolve) => setImmediate(resolve))]);
  return log;
}
