import { describe, expect, test } from "vitest";
import {
  findCause,
  type IncidentKind,
  type Investigation,
  KnownIssues,
  pastIncidents,
} from "../../../../labs/sentinel/index.ts";
import { FIRST_LINE, investigation, line, signal } from "../support/investigations.ts";

const issues = KnownIssues.of(pastIncidents(900));
const none = { search: () => [], get: () => undefined };
const verdictOf = (one: Investigation) => {
  const { cause, culprit } = findCause(one, issues);
  return { cause, culprit };
};

describe("real messages of many programs are understood", () => {
  test.for<[cause: IncidentKind, messages: string[]]>([
    [
      "disk-full",
      [
        'PANIC:  could not write to file "pg_wal/xlogtemp.1234": No space left on device',
        'ERROR:  could not extend file "base/16384/24576": No space left on device',
        'pwrite() "/var/cache/nginx/proxy_temp/1" failed (28: No space left on device)',
        "Error: ENOSPC: no space left on device, write",
        "java.io.IOException: No space left on device",
        "write /var/lib/docker/overlay2: no space left on device",
        "The node was low on resource: ephemeral-storage. Threshold quantity: 10%",
        "flood stage disk watermark [95%] exceeded on [x], all indices on this node will be marked read-only",
        "OSError: [Errno 28] No space left on device: '/tmp/x'",
      ],
    ],
    [
      "certificate-expired",
      [
        "x509: certificate has expired or is not yet valid: current time 2026-01-05T10:00:00Z is after 2026-01-04",
        "javax.net.ssl.SSLHandshakeException: PKIX path validation failed: java.security.cert.CertPathValidatorException: validity check failed",
        "Error: certificate has expired code: 'CERT_HAS_EXPIRED'",
        "SSL_do_handshake() failed (SSL: error:0A000086:SSL routines::certificate verify failed) while SSL handshaking to upstream",
        "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: certificate has expired",
      ],
    ],
    [
      "memory-leak",
      [
        "FATAL ERROR: Ineffective mark-compacts near heap limit Allocation failed - JavaScript heap out of memory",
        "java.lang.OutOfMemoryError: Java heap space",
        "Memory cgroup out of memory: Killed process 4711 (node) total-vm:2048kB",
        "Last State: Terminated, Reason: OOMKilled, Exit Code: 137",
        "runtime: out of memory: cannot allocate 8192-byte block",
        "MemoryError: Unable to allocate 96.0 MiB for an array",
        "ERROR:  out of memory DETAIL:  Failed on request of size 8192",
      ],
    ],
    [
      "retry-storm",
      [
        "HTTP 429 Too Many Requests",
        'limiting requests, excess: 10.520 by zone "api", client: 10.0.0.7',
        "FATAL: sorry, too many clients already",
        "rpc error: code = ResourceExhausted desc = RESOURCE_EXHAUSTED: quota",
        "java.util.concurrent.RejectedExecutionException: Task rejected from ThreadPoolExecutor, queue full",
        "FATAL: remaining connection slots are reserved for superusers",
      ],
    ],
    [
      "clock-skew",
      [
        "JsonWebTokenError: jwt not active, Token used before issued",
        "RequestTimeTooSkewed: The difference between the request time and the current time is too large.",
        "chronyd[712]: System clock wrong by 42.417983 seconds",
        "etcdserver: the clock difference against peer 8e9e05c52164694d is too high, prober found high clock drift",
      ],
    ],
    [
      "noisy-neighbour",
      [
        "CPUThrottlingHigh: 63% throttling of CPU in namespace shop",
        "cpu steal time 41% on this host",
        "watchdog: BUG: soft lockup - CPU#2 stuck for 22s!",
        "event loop blocked for 2140 ms",
        "INFO: task jbd2/sda1 blocked for more than 120 seconds.",
      ],
    ],
    [
      "bad-deploy",
      [
        "TypeError: Cannot read properties of undefined (reading 'currency')",
        "panic: runtime error: invalid memory address or nil pointer dereference",
        'ERROR:  column "tax_rate" does not exist at character 8',
        "Back-off restarting failed container api in pod api-7d9",
        "Exception in thread main java.lang.NoSuchMethodError: com.shop.Cart.total()",
        "Error: Cannot find module './routes/cart'",
        "KeyError: 'customer_ref'",
        "Missing required environment variable DATABASE_URL, refusing to start",
      ],
    ],
  ])("%s", ([cause, messages]) => {
    for (const message of messages) {
      // Without the known issues, so that the words alone must do.
      const { cause: found, culprit } = findCause(investigation({ lines: [message, message] }), none);
      expect({ message, found, culprit }).toEqual({ message, found: cause, culprit: "shop-api" });
    }
  });
});

test("lines that name a callee blame it, by the wording of theirs and of its own lines", () => {
  const refused = investigation({
    lines: [
      "connect ECONNREFUSED 10.3.1.7:8080 (cart-db)",
      "cart-db is unreachable",
      "no healthy upstream for cart-db",
    ],
    callee: { signals: [signal("silence", "cart-db")] },
  });
  expect(verdictOf(refused)).toEqual({ cause: "dependency-down", culprit: "cart-db" });
  const diskOfCallee = investigation({
    lines: ["cart-db answered 500 for order 17", "cart-db answered 500 for order 19"],
    callee: {
      signals: [signal("error-ratio", "cart-db", { firstLineAt: FIRST_LINE - 2 })],
      lines: [line("write /data/wal: no space left on device", -2, "error", "cart-db")],
    },
  });
  expect(verdictOf(diskOfCallee)).toEqual({ cause: "disk-full", culprit: "cart-db" });
  const expired = investigation({ lines: ["TLS handshake with cart-db failed: certificate has expired"] });
  expect(verdictOf(expired)).toEqual({ cause: "certificate-expired", culprit: "cart-db" });
  const retrying = investigation({
    lines: [
      line("retrying call to cart-db, attempt 4", 0, "warn"),
      line("cart-db answered 429, backing off", 1, "warn"),
    ],
  });
  expect(verdictOf(retrying)).toEqual({ cause: "retry-storm", culprit: "cart-db" });
});

test("a callee that no trace has told of is known by how the lines name it", () => {
  for (const [text, culprit] of [
    ["getaddrinfo ENOTFOUND ledger-db.internal", "ledger-db.internal"],
    ["dial tcp: lookup ledger-db: no such host", "ledger-db"],
    ['I/O error on GET request for "http://ledger/v1/a1": Connection refused', "ledger"],
    ["connect ECONNREFUSED 10.3.1.7:8080 (ledger-db)", "ledger-db"],
    ["ledger-db is unreachable, order 17 failed", "ledger-db"],
  ] as const) {
    expect({ text, ...verdictOf(investigation({ lines: [text, text] })) }).toEqual({
      ...{ text, cause: "dependency-down", culprit },
    });
  }
});

test("a name inside of another name is not the service's", () => {
  const one = investigation({ lines: ["TypeError: x.map is not a function in old-cart-db-2"] });
  expect(verdictOf(one)).toEqual({ cause: "bad-deploy", culprit: "shop-api" });
});

test("a deploy just before turns errors of no certain meaning into a bad deploy; one of an hour ago does not", () => {
  const lines = ["GET /carts/17 500 internal server error", "the frobnicator lost its bearings"];
  const deploy = (seconds: number) => [{ service: "shop-api", version: "2.4.0", time: FIRST_LINE - seconds }];
  const soon = findCause(investigation({ lines, deploys: deploy(9) }), none);
  expect(soon).toMatchObject({ cause: "bad-deploy", culprit: "shop-api" });
  expect(soon.confidence).toBeGreaterThan(0.7);
  const late = findCause(investigation({ lines, deploys: deploy(3500) }), none);
  expect(late.confidence).toBeLessThan(soon.confidence);
});

test("a neighbour on the same host that became busy is the culprit, and knows it of itself", () => {
  const slow = investigation({
    kind: "value-drift",
    reason: "latency of 840 ms is above the usual 90 ms",
    lines: [line("CPU throttled for 400 ms in the last period", 0, "warn")],
    sameHost: { signals: [signal("rate-up", "crunch-batch")] },
  });
  expect(verdictOf(slow)).toEqual({ cause: "noisy-neighbour", culprit: "crunch-batch" });
  const hot = investigation({
    kind: "value-drift",
    reason: "cpu is 98 %; usual is 13, at most 18.",
    sameHost: { lines: [line("steal time 44% on this host", 1, "warn", "crunch-batch")] },
  });
  expect(verdictOf(hot)).toEqual({ cause: "noisy-neighbour", culprit: "shop-api" });
  const busy = investigation({
    kind: "rate-up",
    sameHost: { lines: [line("steal time 44% on this host", 1, "warn", "crunch-batch")] },
  });
  expect(verdictOf(busy)).toEqual({ cause: "noisy-neighbour", culprit: "shop-api" });
});

test("clocks, silence and rising values are read from the signal", () => {
  const skewed = [0, 1, 2].map((i) => ({ ...line("served", i, "info"), time: FIRST_LINE + i + 90 }));
  expect(verdictOf(investigation({ kind: "clock-offset", lines: skewed }))).toEqual({
    cause: "clock-skew",
    culprit: "shop-api",
  });
  expect(verdictOf(investigation({ kind: "silence" })).cause).toBe("dependency-down");
  const growing = { kind: "value-drift", reason: "heap_used 1900 is above the usual 700" } as const;
  expect(verdictOf(investigation(growing)).cause).toBe("memory-leak");
});

test("a load test and a renamed template are harmless", () => {
  const more = { template: "GET <*> 200", before: 5, since: 25, severity: "info" } as const;
  expect(verdictOf(investigation({ kind: "rate-up", templates: [more] })).cause).toBe("harmless");
  const templates = [
    { template: "request <*> done", before: 9, since: 0, severity: "info" },
    { template: "finished <*>", before: 0, since: 9, severity: "info" },
  ] as const;
  expect(verdictOf(investigation({ kind: "new-template", templates })).cause).toBe("harmless");
});

test("complaints that the service writes every day are no evidence", () => {
  const template = { template: "TypeError in plugin <*>", before: 2, since: 2.2, severity: "error" } as const;
  const one = investigation({
    lines: ["TypeError in plugin 7", "No space left on device"],
    templates: [template],
  });
  expect(findCause(one, none)).toMatchObject({ cause: "disk-full", confidence: 1 });
});

test("under a load test the usual complaints are as many times as frequent, and no evidence either", () => {
  const templates = [
    { template: "order <*> done", before: 10, since: 45, severity: "info" },
    { template: "could not parse payload at position <*>", before: 0.1, since: 0.5, severity: "error" },
  ] as const;
  const lines = ["could not parse payload at position 17", "could not parse payload at position 4"];
  expect(verdictOf(investigation({ kind: "rate-up", lines, templates })).cause).toBe("harmless");
});

test("what no rule knows is unknown, with its lines as evidence", () => {
  const finding = findCause(investigation({ lines: ["the flux capacitor is cold"] }), none);
  expect(finding).toMatchObject({ cause: "unknown", culprit: "shop-api", confidence: 0 });
  expect(finding.evidence).toMatchObject([{ line: "the flux capacitor is cold", time: FIRST_LINE }]);
});

test("a finding names its lines as they were written, its closest known issues and its steps", () => {
  const text = "write /data/wal/9: no space left on device";
  const finding = findCause(investigation({ lines: [text] }), issues);
  expect(finding.evidence[0]).toEqual({
    service: "shop-api",
    time: FIRST_LINE,
    line: text,
    shows: "there is no room on a disk",
  });
  expect(finding.knownIssues).toHaveLength(5);
  expect(issues.get(finding.knownIssues[0]?.id ?? -1)?.cause).toBe("disk-full");
  expect(finding.steps.join("\n")).toContain("Searched the known issues for");
  expect(finding.confidence).toBeGreaterThan(0.9);
});

test("an investigator that is asked to stop names no cause", () => {
  const finding = findCause(investigation({ lines: ["no space left on device"] }), issues, () => true);
  expect(finding.cause).toBe("unknown");
  expect(finding.steps.at(-1)).toBe("Was asked to stop.");
});

describe("what is understood, but is no kind of incident with a name, is unknown and says what it is", () => {
  test.for([
    ["[Errno -3] Temporary failure in name resolution (smtp.partner.example)", "names cannot be resolved"],
    ["getaddrinfo EAI_AGAIN api.partner.example", "names cannot be resolved"],
    ["dial tcp: lookup cart-db on 10.0.0.2:53: server misbehaving", "names cannot be resolved"],
    ["ERROR:  deadlock detected", "wait for each other"],
    ["Lock wait timeout exceeded; try restarting transaction", "wait for each other"],
  ] as const)("%s", ([text, shows]) => {
    const finding = findCause(investigation({ lines: [text, text] }), none);
    expect(finding).toMatchObject({ cause: "unknown", culprit: "shop-api" });
    expect(finding.evidence[0]).toMatchObject({ line: text, shows: expect.stringContaining(shows) });
  });
});

test("a status that stands in a template's gap is no usual complaint where its severity is another", () => {
  // Lines of an access log differ only in what the template leaves open.
  const gap = { template: "GET <*> HTTP/1.1 <*> <*> bytes", since: 40 } as const;
  const one = investigation({
    lines: [line("GET /a HTTP/1.1 503 12 bytes"), line("GET /b HTTP/1.1 429 12 bytes", 0, "warn")],
    templates: [
      { ...gap, before: 20, severity: "info" },
      { ...gap, before: 0, severity: "error" },
      { ...gap, before: 0.1, severity: "warn" },
    ],
  });
  expect(findCause(one, none).cause).not.toBe("harmless");
});

test("what kills a container speaks louder than that it is started again", () => {
  const one = investigation({
    lines: [
      "Error syncing pod: CrashLoopBackOff: back-off 40s restarting failed container=report",
      line("Event occurred: OOMKilling: Memory cgroup out of memory: Killed process 17 (node)", 0, "warn"),
    ],
  });
  expect(findCause(one, none).cause).toBe("memory-leak");
});

test("a caller that mostly repeats itself is its own retry storm, also where it does not say whom it calls", () => {
  const text = "payment call failed, attempt 3 of 5, retrying immediately: socket hang up";
  const templates = [
    { template: "request completed", before: 3, since: 3, severity: "info" },
    { template: "payment call failed, attempt <*> of <*>", before: 0, since: 12, severity: "warn" },
  ] as const;
  const one = investigation({ kind: "new-template", lines: [text, text, "giving up"], templates });
  expect(verdictOf(one)).toEqual({ cause: "retry-storm", culprit: "shop-api" });
});

test("a program that says its version and starts, just before it fails, was deployed", () => {
  const failure = "java.lang.NullPointerException: discount is null";
  const start = line("Starting OrderApplication v2.4.0 using Java 21.0.2", -9, "info");
  const started = findCause(investigation({ lines: [start, failure, failure] }), none);
  const without = findCause(investigation({ lines: [failure, failure] }), none);
  expect(started).toMatchObject({ cause: "bad-deploy", confidence: 1 });
  expect(started.evidence.map((each) => each.line)).toContain(start.text);
  expect(without.confidence).toBeLessThan(0.8);
  expect(without.steps.join("\n")).toContain("against it: no deploy was seen");
});

test("silence alone names its last line and is less sure than silence that others complain of", () => {
  const last = line("order 17 done", -20, "info");
  const alone = findCause(investigation({ kind: "silence", lines: [last] }), none);
  expect(alone).toMatchObject({ cause: "dependency-down", evidence: [{ line: "order 17 done" }] });
  expect(alone.confidence).toBeLessThan(0.8);
});

test("a full pool without more requests is less sure to be a storm of them", () => {
  const text =
    "RejectedExecutionException: rejected from ThreadPoolExecutor[pool size = 200, queued tasks = 1000]";
  const calm = findCause(investigation({ lines: [text] }), none);
  const busy = findCause(investigation({ kind: "rate-up", lines: [text] }), none);
  expect(calm.confidence).toBeLessThan(0.7);
  expect(busy.confidence).toBeGreaterThan(0.9);
});
