import { createCipheriv, createDecipheriv, createHmac, hkdfSync, scryptSync } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const CIPHER = "aes-256-gcm";
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * The key of a copy's sealed texts. It comes from its check files, so that checks which were changed open nothing. Line breaks of another system change
 * nothing. It takes about 50 ms of processor time by design (scrypt, RFC 7914).
 *
 * It closes texts to readers and to searches. It is no wall against a program on the learner's own machine: what opens them there can be called there.
 *
 * @param root - the folder of the copy
 */
export function keyFromChecks(root: string): Buffer {
  const folder = join(root, "test/checks");
  const texts = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => name.replaceAll("\\", "/"))
    .sort()
    .map((name) => [name, readFileSync(join(folder, name), "utf8").replaceAll("\r\n", "\n")]);
  return scryptSync(JSON.stringify(texts), "swarmlab sealed texts", KEY_BYTES);
}

/**
 * Seals a text. The nonce comes from the text, so that the same release is made of the same bytes, and no nonce serves two texts.
 * @param about - what the text is for, such as an exercise's id: the same text under another name does not open
 * @returns base64 of nonce, tag and cipher text (AES-256-GCM)
 */
export function sealText(text: string, key: Buffer, about: string): string {
  const nonce = createHmac("sha256", key).update(`${about}\n${text}`).digest().subarray(0, NONCE_BYTES);
  const cipher = createCipheriv(CIPHER, keyAbout(key, about), nonce);
  const closed = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), closed]).toString("base64");
}

/** The text that was sealed; undefined where the key or the name is another one, or the sealed text was changed. */
export function openSealedText(sealed: string, key: Buffer, about: string): string | undefined {
  const bytes = Buffer.from(sealed, "base64");
  try {
    const decipher = createDecipheriv(CIPHER, keyAbout(key, about), bytes.subarray(0, NONCE_BYTES));
    decipher.setAuthTag(bytes.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES));
    const text = decipher.update(bytes.subarray(NONCE_BYTES + TAG_BYTES));
    return Buffer.concat([text, decipher.final()]).toString("utf8");
  } catch {
    return undefined;
  }
}

const keyAbout = (key: Buffer, about: string): Buffer =>
  Buffer.from(hkdfSync("sha256", key, "", about, KEY_BYTES));
