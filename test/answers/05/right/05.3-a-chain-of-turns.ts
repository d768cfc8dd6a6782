// exercise 05.3 · A sender that waits
// Each send waits for the one before it, and then for a credit of its own.
class CreditSender<Message> {
  #before: Promise<void> = Promise.resolve();
  #free: number;
  #wake: (() => void) | undefined;

  constructor(
    private readonly post: (message: Message) => void,
    credit: number,
  ) {
    this.#free = credit;
  }

  send(message: Message): Promise<void> {
    const turn = this.#before.then(async () => {
      while (this.#free === 0) {
        await new Promise<void>((wake) => {
          this.#wake = wake;
        });
      }
      this.#free--;
      this.post(message);
    });
    this.#before = turn;
    return turn;
  }

  acknowledge(): void {
    this.#free++;
    this.#wake?.();
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
