// exercise 05.3 · A sender that waits
// Keeps the messages; acknowledge() itself posts the next one.
class CreditSender<Message> {
  readonly #post: (message: Message) => void;
  #underWay = 0;
  readonly #credit: number;
  readonly #queue: { message: Message; posted: () => void }[] = [];

  constructor(post: (message: Message) => void, credit: number) {
    this.#post = post;
    this.#credit = credit;
  }

  send(message: Message): Promise<void> {
    return new Promise((posted) => {
      this.#queue.push({ message, posted });
      this.#pump();
    });
  }

  acknowledge(): void {
    this.#underWay -= 1;
    this.#pump();
  }

  #pump(): void {
    while (this.#underWay < this.#credit) {
      const next = this.#queue.shift();
      if (!next) return;
      this.#underWay += 1;
      this.#post(next.message);
      next.posted();
    }
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
