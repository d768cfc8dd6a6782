import { gzipSync } from "node:zlib";
import { afterEach, describe, expect, test } from "vitest";
import { createFleet, createIntake, type LogEvent, openOtlpServer } from "../../../../labs/sentinel/index.ts";
import { readOtlp } from "../../../../labs/sentinel/intake/otlp.ts";
import { FastOtlpReader } from "../../../../labs/sentinel/intake/otlp-fast.ts";
import { Problems } from "../../../../labs/sentinel/intake/problems.ts";

const context = { service: "unknown", seenAt: 1_767_603_600, source: "test", problems: new Problems() };

function slowly(line: string): LogEvent[] {
  const events: LogEvent[] = [];
  readOtlp(JSON.parse(line), context, (event) => events.push(event));
  return events;
}

describe("OpenTelemetry's JSON", () => {
  test("the fast reader says the same as the tolerant one of each line of a fleet, and reads them all", () => {
    const fast = new FastOtlpReader();
    const fleet = createFleet({
      services: 60,
      linesPerSecond: 60,
      hours: 0.02,
      seed: 9,
      incidents: 4,
      quietSeconds: 5,
    });
    for (const { line } of fleet.lines()) expect(fast.read(line, context)).toEqual(slowly(line)[0]);
  });

  test("the fast reader says the same as the tolerant one of odd lines, or leaves them to it", () => {
    const fast = new FastOtlpReader();
    const record = (text: string) =>
      `{"resourceLogs":[{"resource":{"attributes":[{"key":"service.name","value":{"stringValue":"a,\\"scopeLogs\\""}}]},"scopeLogs":[{"scope":{},"logRecords":[${text}]}]}]}`;
    const odd = [
      record(
        '{"timeUnixNano":"1767603600123456789","severityNumber":17,"body":{"stringValue":"a \\"b\\" \\\\ \\u00fc\\nc"}}',
      ),
      record(
        '{"severityNumber":9,"body":{"stringValue":"x"},"timeUnixNano":"1767603600123456789","traceId":"ab12","spanId":"c","flags":1}',
      ),
      record(
        '{"severityNumber":9,"body":{"stringValue":"x"},"attributes":[{"key":"a","value":{"intValue":"5"}},{"key":"b]}","value":{"arrayValue":{"values":[{"stringValue":"]}"}]}}}]}',
      ),
      record(
        '{"severityNumber":9,"body":{"stringValue":"x"}},{"severityNumber":9,"body":{"stringValue":"y"}}',
      ),
      record(
        '{"severityNumber":9,"body":{"kvlistValue":{"values":[{"key":"k","value":{"boolValue":true}}]}}}',
      ),
      record('{"severityText":"Warning","body":{"stringValue":"no number"}}'),
      record('{"timeUnixNano":1767603600123456789,"severityNumber":9,"body":{"stringValue":"number"}}'),
      record(
        '{"timeUnixNano":"0","observedTimeUnixNano":"1767603600000000000","severityNumber":9,"body":{"stringValue":"x"}}',
      ),
      record("{}"),
    ];
    for (const line of odd) {
      const read = fast.read(line, context);
      if (read !== undefined) expect([read]).toEqual(slowly(line));
    }
    expect(odd.map((line) => slowly(line).map(({ text }) => text))).toEqual([
      ...[['a "b" \\ ü c'], ["x"], ["x"], ["x", "y"], ['{"k":true}'], ["no number"], ["number"], ["x"], []],
    ]);
  });
});

describe("the OTLP/HTTP server", () => {
  const closing: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  async function start(capacity = 1000) {
    const intake = createIntake({ capacity });
    const server = await openOtlpServer(intake, { port: 0 });
    closing.push(() => server.close());
    const post = (body: string | Buffer, headers: Record<string, string> = {}) =>
      fetch(`http://127.0.0.1:${server.port}/v1/logs`, {
        method: "POST",
        body: typeof body === "string" ? body : new Uint8Array(body),
        headers: { "content-type": "application/json", ...headers },
      });
    return { intake, post };
  }

  const batch = (count: number, extra: object[] = []) =>
    JSON.stringify({
      resourceLogs: [
        {
          resource: { attributes: [{ key: "service.name", value: { stringValue: "cart" } }] },
          scopeLogs: [
            {
              logRecords: [
                ...Array.from({ length: count }, (_, i) => ({
                  severityNumber: 9,
                  body: { stringValue: `line ${i}` },
                })),
                ...extra,
              ],
            },
          ],
        },
      ],
    });

  test("takes a whole batch, plain and compressed", async () => {
    const { intake, post } = await start();
    expect(await (await post(batch(3))).json()).toEqual({});
    expect((await post(gzipSync(batch(2)), { "content-encoding": "gzip" })).status).toBe(200);
    const events: LogEvent[] = [];
    intake.drain((event) => events.push(event));
    expect(events.map(({ service, text }) => `${service} ${text}`)).toEqual(
      ["line 0", "line 1", "line 2", "line 0", "line 1"].map((text) => `cart ${text}`),
    );
  });

  test("takes what is good of a batch and says how much was refused", async () => {
    const { post } = await start();
    expect(await (await post(batch(2, [{ severityNumber: 9 }]))).json()).toMatchObject({
      partialSuccess: { rejectedLogRecords: "1" },
    });
  });

  test("answers 400, 413, 415 and 404 in one sentence each", async () => {
    const { post } = await start();
    const bomb = gzipSync(Buffer.alloc(40 << 20, " "));
    for (const [status, answer] of [
      [400, await post("{no json")],
      [400, await post(bomb, { "content-encoding": "gzip" })],
      [415, await post("x", { "content-type": "application/x-protobuf" })],
    ] as const) {
      expect(answer.status).toBe(status);
      expect((await answer.json()).message).toMatch(/\S/u);
    }
  });

  test("asks for a repetition when it is full, and takes nothing of the request", async () => {
    const { intake, post } = await start(10);
    await post(batch(10));
    const answer = await post(batch(1));
    expect([answer.status, answer.headers.get("retry-after")]).toEqual([503, "1"]);
    expect(intake.statistics.events).toBe(10);
  });
});
