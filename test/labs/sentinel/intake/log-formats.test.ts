import { describe, expect, test } from "vitest";
import { readLines } from "./read-lines.ts";

const TIME = Date.UTC(2026, 0, 5, 9, 0, 1, 250) / 1000;

/** A line, and what is read of it. */
const formats: readonly (readonly [string, string, Record<string, unknown>])[] = [
  [
    "pino",
    `{"level":50,"time":${TIME * 1000},"pid":7,"hostname":"h1","name":"cart","msg":"payment failed","err":{"message":"no route"}}`,
    { time: TIME, service: "cart", severity: "error", text: "payment failed: no route" },
  ],
  [
    "bunyan",
    '{"name":"cart","hostname":"h1","pid":7,"level":40,"msg":"slow","time":"2026-01-05T09:00:01.250Z","v":0}',
    { time: TIME, service: "cart", severity: "warn", text: "slow" },
  ],
  [
    "winston",
    '{"level":"error","message":"cannot save","service":"cart","timestamp":"2026-01-05T09:00:01.250Z"}',
    { time: TIME, service: "cart", severity: "error", text: "cannot save" },
  ],
  [
    "zap",
    `{"level":"info","ts":${TIME},"caller":"main.go:12","msg":"served"}`,
    { time: TIME, service: "a", severity: "info", text: "served" },
  ],
  [
    "logrus",
    '{"level":"fatal","msg":"no database","time":"2026-01-05T10:00:01.250+01:00"}',
    { time: TIME, severity: "fatal", text: "no database" },
  ],
  [
    "the Elastic Common Schema",
    '{"@timestamp":"2026-01-05T09:00:01.250Z","log.level":"WARN","message":"queue is long","service":{"name":"cart","version":"2.1"}}',
    { time: TIME, service: "cart", severity: "warn", text: "queue is long" },
  ],
  [
    "Docker's JSON",
    '{"log":"level=warn msg=\\"queue is long\\" depth=12\\n","stream":"stdout","time":"2026-01-05T09:00:01.250000000Z"}',
    { time: TIME, severity: "warn", text: "queue is long" },
  ],
  [
    "Docker's JSON around JSON",
    '{"log":"{\\"level\\":30,\\"msg\\":\\"served\\",\\"name\\":\\"cart\\"}\\n","stream":"stdout","time":"2026-01-05T09:00:01.25Z"}',
    { service: "cart", severity: "info", text: "served" },
  ],
  [
    "Kubernetes' events, whose message is beside an empty one",
    '{"ts":"2026-01-05T09:00:01.250Z","level":"warn","msg":"Event occurred","reason":"OOMKilling","message":"Killed process 17"}',
    { time: TIME, severity: "warn", text: "Event occurred: OOMKilling: Killed process 17" },
  ],
  [
    "journald's JSON",
    `{"MESSAGE":"Out of memory: killed process 12","PRIORITY":"3","SYSLOG_IDENTIFIER":"kernel","__REALTIME_TIMESTAMP":"${TIME * 1e6}","_HOSTNAME":"h1"}`,
    { time: TIME, service: "kernel", severity: "error", text: "Out of memory: killed process 12" },
  ],
  [
    "logfmt",
    'time=2026-01-05T09:00:01.250Z level=error service=cart msg="cannot save" id=12',
    { time: TIME, service: "cart", severity: "error", text: "cannot save" },
  ],
  [
    "RFC 5424",
    '<131>1 2026-01-05T09:00:01.250Z h1 cart 123 ID47 [x@1 a="b]"] payment refused',
    { time: TIME, service: "cart", severity: "error", text: "payment refused" },
  ],
  [
    "RFC 3164",
    "<28>Jan  5 09:00:01 h1 cart[123]: queue is long",
    { service: "cart", severity: "warn", text: "queue is long" },
  ],
  [
    "a syslog file",
    "Jan  5 09:00:01 h1 sshd[88]: Failed password for root from 10.0.0.1",
    { service: "sshd", severity: "error", text: "Failed password for root from 10.0.0.1" },
  ],
  [
    "the combined log format",
    '10.0.0.1 - - [05/Jan/2026:09:00:01 +0000] "GET /cart/12 HTTP/1.1" 502 157 "-" "curl/8"',
    { time: Math.floor(TIME), severity: "error", text: "GET /cart/12 HTTP/1.1 502 157 bytes" },
  ],
  [
    "nginx's error log",
    "2026/01/05 09:00:01 [error] 31#31: *1 connect() failed",
    { severity: "error", text: "31#31: *1 connect() failed" },
  ],
  ["Python's logging", "2026-01-05 09:00:01,250 - cart.views - WARNING - slow query", { severity: "warn" }],
  [
    "log4j",
    "2026-01-05T09:00:01.250Z ERROR [main] c.s.Cart - no stock",
    { time: TIME, severity: "error", text: "[main] c.s.Cart - no stock" },
  ],
  [
    "klog",
    "E0105 09:00:01.250000       1 reflector.go:138] watch ended",
    { severity: "error", text: "reflector.go:138] watch ended" },
  ],
  [
    "a line with a terminal's colours",
    "\u001b[31mERROR\u001b[0m no stock",
    { severity: "error", text: "no stock" },
  ],
  [
    "a line of no form",
    "connection to db-1 refused",
    { service: "a", severity: "error", text: "connection to db-1 refused" },
  ],
  ["a line that denies errors", "scan done, 0 errors", { severity: "info" }],
];

describe("lines of all forms", () => {
  test.each(formats)("%s is read with time, service, severity and text", (_name, line, expected) => {
    const events = readLines(line);
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject(expected);
  });

  test("a stack trace is one event with the line before it", () => {
    const events = readLines(
      "2026-01-05T09:00:01Z ERROR request failed",
      "java.lang.IllegalStateException: closed",
      "\tat c.s.Cart.save(Cart.java:12)",
      "Caused by: java.io.IOException: no route",
      "\t... 12 more",
      "2026-01-05T09:00:02Z INFO next",
      "Traceback (most recent call last):",
      '  File "a.py", line 1, in f',
      "ValueError: wrong",
      "2026-01-05T09:00:03Z INFO last",
    );
    expect(events.map(({ text }) => text.slice(0, 34))).toEqual([
      "request failed",
      "java.lang.IllegalStateException: c",
      "next Traceback (most recent call l",
      "last",
    ]);
    expect(events[1]?.text).toContain("no route");
  });

  test("a stack trace in Docker's JSON is one event, with its time and stream", () => {
    const docker = (log: string, stream = "stderr") =>
      JSON.stringify({ log: `${log}\n`, stream, time: "2026-01-05T09:00:01.250000000Z" });
    const events = readLines(
      docker("Error: connect ECONNREFUSED 10.0.9.4:6379"),
      docker("    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1611:16) {"),
      docker("  code: 'ECONNREFUSED'"),
      docker("}"),
      docker("GET /cart/7 500", "stdout"),
      docker('{"level":30,"msg":"served"}', "stdout"),
      docker("Traceback (most recent call last):"),
      docker('  File "a.py", line 1, in f'),
      docker("ValueError: wrong"),
      "  plain text that is indented",
      '{"log":"cut',
    );
    expect(events.map(({ text }) => text.slice(0, 30))).toEqual([
      "connect ECONNREFUSED 10.0.9.4:",
      "GET /cart/7 500",
      "served",
      "Traceback (most recent call la",
      "plain text that is indented",
      '{"log":"cut',
    ]);
    expect(events[0]).toMatchObject({ time: TIME, severity: "error" });
    expect(events[0]?.text).toContain("afterConnect");
    expect(events[3]?.text).toContain("ValueError: wrong");
  });
});
