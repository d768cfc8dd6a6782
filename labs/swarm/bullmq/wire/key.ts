import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import {
  closeSync,
  existsSync,
  linkSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { labFolder } from "../embedded/lab-folder.ts";
import { EngineError } from "../engine-error.ts";

/** The secret of a project. It signs all that goes over a queue, because a queue must not be a way to run anybody's code. */
export class Key {
  readonly #secret: string;

  constructor(secret: string) {
    this.#secret = secret;
  }

  /** The signature of a message. Its parts are joined so that no two different messages have one text. */
  sign(kind: string, parts: readonly unknown[]): string {
    return createHmac("sha256", this.#secret)
      .update(JSON.stringify([kind, ...parts]))
      .digest("base64url");
  }

  isSigned(kind: string, parts: readonly unknown[], signature: unknown): boolean {
    if (typeof signature !== "string") return false;
    const expected = Buffer.from(this.sign(kind, parts));
    const given = Buffer.from(signature);
    return given.length === expected.length && timingSafeEqual(given, expected);
  }
}

/**
 * The key of a project: the one that was given, else the file `.lab/swarm.key`, which is made at first use for its owner only.
 *
 * @throws EngineError NO_KEY when others may read the file
 */
export function readProjectKey(given: string | undefined): Key {
  if (given !== undefined) return new Key(given);
  const lab = labFolder();
  const file = join(lab, "swarm.key");
  if (!existsSync(file)) makeKeyFile(lab, file);
  if (process.platform !== "win32" && (statSync(file).mode & 0o077) !== 0) {
    throw new EngineError("NO_KEY", `Others may read the key in ${file}; run: chmod 600 ${file}`);
  }
  const secret = readFileSync(file, "utf8").trim();
  if (secret.length < 16)
    throw new EngineError("NO_KEY", `The key in ${file} is shorter than 16 characters; remove the file.`);
  return new Key(secret);
}

function makeKeyFile(lab: string, file: string): void {
  mkdirSync(lab, { recursive: true });
  const partial = `${file}.${process.pid}.${randomBytes(4).toString("hex")}`;
  const descriptor = openSync(partial, "wx", 0o600);
  writeSync(descriptor, `${randomBytes(32).toString("base64url")}\n`);
  closeSync(descriptor);
  try {
    // A link fails where another program has made the file since.
    linkSync(partial, file);
  } catch {
    // That program's key is used.
  } finally {
    rmSync(partial, { force: true });
  }
}
