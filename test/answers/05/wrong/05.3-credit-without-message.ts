// exercise 05.3 · A sender that waits
// Hands the credit over, and the message is posted a moment later: another one can pass it.
// fails: nobody overtakes, not even at the moment of an acknowledgement
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
    if (this.#credit > 0) this.#credit -= 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#post(message);
  }

  acknowledge(): void {
    const next = this.#waiting.shift();
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
