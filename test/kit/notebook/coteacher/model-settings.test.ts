import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { masked, modelChoice, sentNotice } from "../../../../kit/notebook/coteacher/model-settings.ts";

let root: string;
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "models-"));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe("where the model is", () => {
  test("nowhere, unless the environment or the disk says so", () => {
    expect(modelChoice({}, root)).toEqual({ kind: "none" });
    expect(modelChoice({ SWARMLAB_MODEL_KEY: "sk-1234" }, root)).toEqual({ kind: "none" });
  });

  test.each([
    ["http://localhost:11434/v1", "localhost:11434", true],
    ["http://127.0.0.1:8080", "127.0.0.1:8080", true],
    ["http://[::1]:8080/v1", "[::1]:8080", true],
    ["https://api.example.org/v1", "api.example.org", false],
    ["http://192.168.0.7:11434", "192.168.0.7:11434", false],
    ["http://127.0.0.1.example.org/v1", "127.0.0.1.example.org", false],
    ["http://localhost.example.org/v1", "localhost.example.org", false],
  ])("%s is at %s, this machine: %s", (url, host, isLocal) => {
    expect(modelChoice({ SWARMLAB_MODEL_URL: url, SWARMLAB_MODEL: "m" }, root)).toMatchObject({
      kind: "endpoint",
      host,
      isLocal,
      model: "m",
    });
  });

  test.each(["nonsense", "ftp://host", "http://name:secret@host/v1", "//host"])(
    "%s is refused in one sentence",
    (url) => {
      const choice = modelChoice({ SWARMLAB_MODEL_URL: url }, root);
      expect(choice).toMatchObject({ kind: "invalid" });
      expect(JSON.stringify(choice)).not.toContain("secret");
    },
  );

  test("an installed model is used only where no address is set", () => {
    mkdirSync(join(root, ".lab/models"), { recursive: true });
    writeFileSync(join(root, ".lab/models/small.gguf"), "");
    expect(modelChoice({}, root)).toMatchObject({
      kind: "embedded",
      file: join(root, ".lab/models/small.gguf"),
    });
    expect(modelChoice({ SWARMLAB_MODEL_URL: "http://localhost:1" }, root)).toMatchObject({
      kind: "endpoint",
    });
  });

  test("a timeout that is no number of seconds is refused", () => {
    expect(modelChoice({ SWARMLAB_MODEL_TIMEOUT: "soon" }, root)).toMatchObject({ kind: "invalid" });
  });
});

test("the key stands in no message", () => {
  expect(masked("wrong key sk-12345: sk-12345", { SWARMLAB_MODEL_KEY: "sk-12345" })).toBe("wrong key …: …");
});

test("the notice names the host and what is sent", () => {
  expect(sentNotice("api.example.org")).toMatch(/api\.example\.org.*your code.*checks/s);
});
