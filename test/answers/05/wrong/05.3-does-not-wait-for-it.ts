// exercise 05.3 · A sender that waits
// Says done while the message still waits.
// fails: send() is done when its message is posted, and not before
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
    const post = () => this.#post(message);
    if (this.#credit === 0) this.#waiting.push(post);
    else {
      this.#credit -= 1;
      post();
    }
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
