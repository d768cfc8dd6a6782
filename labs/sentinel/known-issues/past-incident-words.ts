// cspell:ignore healthz sqlalchemy PKIX chronyd
import type { PastIncident } from "./issue.ts";

/** What is filled into the sentences of past incidents: `{service}` becomes one of these services. */
export const FILLERS: Readonly<Record<string, readonly string[]>> = {
  service:
    "checkout payments catalog search ledger inventory pricing invoices orders shipping accounts profiles sessions mailer notifications uploads thumbnails recommendations reviews ratings reports exports billing refunds coupons carts tracking returns geocoder translations moderation audit webhooks scheduler feeds timeline chat presence streaming transcoder".split(
      " ",
    ),
  zone: "eu-west eu-north us-east us-central ap-south ap-east sa-east af-south".split(" "),
  host: "node rack blade vm worker shard ingest edge".split(" "),
  path: "/var/lib/postgresql/data /var/log/nginx /data/wal /tmp/uploads /mnt/spool /var/lib/docker /data/segments /var/lib/kafka /home/app/cache /srv/exports".split(
    " ",
  ),
  endpoint:
    "/v1/orders /v1/cart /api/login /api/search /v2/quote /internal/sync /v1/refunds /healthz /v1/upload /graphql /v1/price /api/token".split(
      " ",
    ),
  exception:
    "NullPointerException TypeError KeyError IllegalStateException IndexOutOfBoundsException ClassCastException NoSuchMethodError AttributeError ValidationError JsonParseException UnhandledPromiseRejection ReferenceError".split(
      " ",
    ),
  field:
    "currency locale customerId quantity discount postcode variant sku taxRate version tenant region".split(
      " ",
    ),
  library:
    "hibernate jackson axios grpc netty sqlalchemy prisma protobuf express spring kafkajs lettuce".split(" "),
  store: "postgres redis mysql kafka elasticsearch rabbitmq mongodb cassandra memcached s3 etcd vault".split(
    " ",
  ),
  job: "backup reindex compaction export vacuum snapshot analytics training rollup encoding".split(" "),
  period: "nightly hourly weekly monthly quarterly daily".split(" "),
  team: "platform storefront finance growth data mobile partners search".split(" "),
};

/** How the incidents of one cause read. */
export interface CauseWords {
  readonly cause: PastIncident["cause"];
  readonly titles: readonly string[];
  /** Log lines. */
  readonly lines: readonly string[];
  /** What people saw. */
  readonly remarks: readonly string[];
  readonly fixes: readonly string[];
}

/** The kinds of service in the records. */
export const SERVICE_KINDS = [
  "api",
  "database",
  "cache",
  "queue",
  "worker",
  "gateway",
  "storage",
  "search",
  "stream",
  "auth",
] as const;

/** The sentences of past incidents, for each cause. */
export const CAUSE_WORDS: readonly CauseWords[] = [
  {
    cause: "bad-deploy",
    titles: [
      "{service}: errors since the release of this {period} build",
      "{exception} in {service} after a deploy",
      "New version of {service} rejects {endpoint}",
      "{service} crash loop after rollout in {zone}",
      "Regression in {service}: {field} missing",
    ],
    lines: [
      "{exception}: cannot read property {field} of undefined at {endpoint}",
      "unhandled {exception} in handler for {endpoint}",
      "relation {service}_{field} does not exist",
      "column {field} of relation {service} does not exist",
      "unknown configuration key {field}, refusing to start",
      "Back-off restarting failed container {service}",
      "{library} schema mismatch: field {field} has the wrong type",
      "500 internal server error on {endpoint}: {exception}",
      "failed to deserialize {field} with {library}",
      "feature flag {field} is not defined",
    ],
    remarks: [
      "It began with the rollout; instances of the old version were fine.",
      "Error ratio of {endpoint} jumped within a minute of the deploy.",
      "The {team} team had renamed {field} without a migration.",
      "Canary looked good, because nothing in {zone} calls {endpoint}.",
    ],
    fixes: [
      "Rolled {service} back to the version before.",
      "Rolled forward with a check for {field}.",
      "Ran the missing migration for {field}, then deployed again.",
    ],
  },
  {
    cause: "memory-leak",
    titles: [
      "{service} is killed for memory every few hours",
      "Heap of {service} grows until it restarts",
      "Long garbage collections in {service}",
      "Leak of {field} entries in {service}",
    ],
    lines: [
      "java.lang.OutOfMemoryError: Java heap space in {service}",
      "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
      "Memory cgroup out of memory: Killed process {service}",
      "container {service} OOMKilled, exit code 137",
      "GC pause of {service} took longer than the request timeout",
      "runtime: out of memory: cannot allocate block for {field}",
      "resident set of {service} above its limit, heap used grows",
      "GC overhead limit exceeded while caching {field}",
    ],
    remarks: [
      "Memory grew in a straight line from each restart.",
      "A cache keyed by {field} had no bound.",
      "{library} kept a listener for each request.",
      "Latency rose with the heap, until the kernel killed it.",
    ],
    fixes: [
      "Bounded the cache of {field} and restarted {service}.",
      "Upgraded {library}, whose connection pool leaked.",
      "Removed the listener that {service} added for each request.",
    ],
  },
  {
    cause: "dependency-down",
    titles: [
      "{store} unreachable, {service} and its callers fail",
      "{service}: connection refused by {store}",
      "Cascade from {store} in {zone}",
      "Timeouts of {service} towards {store}",
    ],
    lines: [
      "connect ECONNREFUSED {store} from {service}",
      "dial tcp: lookup {store}: no such host",
      "upstream timed out while reading response header from upstream {service}",
      "could not connect to server: Connection refused. Is {store} running?",
      "502 bad gateway for {endpoint}: upstream {service} unavailable",
      "Connection pool exhausted waiting for {store}",
      "rpc error: code = Unavailable desc = connection closed to {service}",
      "503 service unavailable from {store}, circuit breaker open",
      "read ECONNRESET by {store} while handling {endpoint}",
      "no living brokers of {store} in {zone}",
    ],
    remarks: [
      "All callers of {store} failed within seconds of each other.",
      "The primary of {store} in {zone} had lost its disk.",
      "A firewall rule in {zone} dropped traffic to {store}.",
      "{service} itself was healthy; it only passed errors on.",
    ],
    fixes: [
      "Failed {store} over to its replica.",
      "Restarted {store} in {zone} and drained the queue.",
      "Reverted the firewall rule for {store}.",
    ],
  },
  {
    cause: "certificate-expired",
    titles: [
      "Certificate of {service} expired",
      "TLS handshakes with {service} fail in {zone}",
      "mTLS between {service} and {store} broken",
    ],
    lines: [
      "x509: certificate has expired or is not yet valid for {service}",
      "SSL routines: certificate verify failed, certificate has expired",
      "CERT_HAS_EXPIRED when calling {endpoint}",
      "PKIX path validation failed: validity check failed for {service}",
      "TLS handshake error from {host}: remote error: tls: bad certificate",
      "SSL_do_handshake() failed while connecting to upstream {service}",
      "peer certificate of {store} expired, closing connection",
    ],
    remarks: [
      "It began at midnight, with no deploy.",
      "The renewal job of {team} had failed for weeks.",
      "Only clients that verify the chain were affected.",
    ],
    fixes: [
      "Renewed the certificate of {service} and reloaded it.",
      "Repaired the renewal job and added an alarm for expiry.",
      "Rotated the intermediate certificate in {zone}.",
    ],
  },
  {
    cause: "disk-full",
    titles: [
      "Disk of {service} full",
      "{path} full on {host}",
      "{store} read-only: no space left",
      "{service} cannot write its {job}",
    ],
    lines: [
      "write {path}: no space left on device",
      "ENOSPC: no space left on device, write {path}",
      "could not extend file {path}: No space left on device",
      "disk usage of {path} exceeds the high watermark, shards become read-only",
      "PANIC: could not write to file {path}",
      "Disk quota exceeded while writing {path}",
      "The node {host} was low on resource: ephemeral-storage, evicting {service}",
      "java.io.IOException: No space left on device in {job}",
    ],
    remarks: [
      "The {period} {job} had written into {path}.",
      "Log rotation of {service} was broken since {zone} moved.",
      "Free space on {path} had fallen for days.",
    ],
    fixes: [
      "Deleted old files in {path} and enlarged the volume.",
      "Repaired log rotation of {service}.",
      "Moved the {job} of {team} to another volume.",
    ],
  },
  {
    cause: "retry-storm",
    titles: [
      "Retries of {service} overload {store}",
      "Retry storm against {service} in {zone}",
      "{service} answers 429 to everything",
      "Thundering herd on {endpoint}",
    ],
    lines: [
      "429 Too Many Requests from {service}, retrying",
      "retry attempt for {endpoint} failed, will retry immediately",
      "rate limit exceeded for {service} on {endpoint}",
      "queue of {service} is full, rejecting request for {endpoint}",
      "circuit breaker for {store} half-open, too many retries",
      "request to {service} failed, retrying without backoff",
      "too many connections for role {service}",
      "load shedding: dropped requests for {endpoint}",
    ],
    remarks: [
      "Traffic was ten times the usual, though users were not more.",
      "Every layer retried three times.",
      "The clients of {team} retried without jitter.",
      "{service} recovered only when callers were throttled.",
    ],
    fixes: [
      "Throttled the callers of {service}, then let them back slowly.",
      "Added exponential backoff with jitter to {library}.",
      "Gave retries of {endpoint} a budget.",
    ],
  },
  {
    cause: "noisy-neighbour",
    titles: [
      "{service} slow beside the {job} of another team",
      "CPU steal on {host} in {zone}",
      "{job} starves {service} of disk bandwidth",
    ],
    lines: [
      "request to {endpoint} took longer than usual, cpu throttled",
      "CPUThrottlingHigh for container {service} on {host}",
      "steal time above threshold on {host}",
      "slow fsync on {path}, disk is busy",
      "event loop of {service} delayed, host overloaded",
      "io wait of {host} high while {job} runs",
      "latency of {endpoint} above its objective, no errors",
    ],
    remarks: [
      "All services on {host} were slow at the same time.",
      "The {period} {job} of {team} had no limits.",
      "Moving {service} to another host ended it at once.",
    ],
    fixes: [
      "Moved the {job} to a pool of its own.",
      "Gave the {job} of {team} limits for CPU and disk.",
      "Spread {service} over more hosts in {zone}.",
    ],
  },
  {
    cause: "clock-skew",
    titles: [
      "Clock of {host} is off",
      "Tokens of {service} rejected: used before issued",
      "{service} writes events from the future in {zone}",
    ],
    lines: [
      "clock skew detected: {host} is ahead of {store}",
      "JWT rejected: token used before issued by {service}",
      "Request signature expired: difference between request time and current time is too large",
      "chronyd: system clock wrong by seconds on {host}",
      "timestamp of {field} lies in the future, dropping record",
      "TLS certificate is not yet valid according to the clock of {host}",
      "clock synchronization lost, leader lease of {store} in doubt",
      "RequestTimeTooSkewed from {store} for {endpoint}",
    ],
    remarks: [
      "NTP was blocked in {zone}.",
      "Only instances on {host} were affected.",
      "Order of {field} events was wrong in the {job}.",
    ],
    fixes: [
      "Restarted the time daemon on {host}.",
      "Opened NTP in {zone} and stepped the clocks.",
      "Took {host} out of {service} until its clock was right.",
    ],
  },
  {
    cause: "other",
    titles: [
      "Wrong configuration of {service} in {zone}",
      "DNS of {store} answered with old addresses",
      "Deadlocks in {store} under the {job}",
      "Partner of {team} changed {endpoint}",
      "Password of {service} for {store} was rotated",
    ],
    lines: [
      "deadlock detected while {service} updates {field}",
      "password authentication failed for user {service}",
      "403 forbidden: {service} lacks permission for {field}",
      "partition of {store} is under-replicated",
      "canceling statement due to lock timeout in {service}",
      "replication lag of {store} in {zone} above threshold",
      "invalid {field} in message from partner, sent to the dead-letter queue",
    ],
    remarks: [
      "It took an hour to see that {store} was not to blame.",
      "The {period} {job} held a lock on {field}.",
      "Nobody had told {team} of the change.",
    ],
    fixes: [
      "Corrected the configuration of {service} and wrote a test for it.",
      "Moved the {job} out of the busy hours.",
      "Agreed with {team} on how such changes are announced.",
    ],
  },
];
