import type { IncidentKind } from "../fleet/ground-truth.ts";

/** A way of saying that something is wrong, in whatever words a runtime, a database or a proxy has for it. */
export interface WordingClass {
  /** "unknown" for words that are understood, but of a kind of incident that the Sentinel has no name for. */
  readonly cause: IncidentKind | "unknown";
  /** What a line in such words shows. */
  readonly shows: string;
  /**
   * Who has the problem: the service that wrote the line, or the one that the line names. With "named", a line that names no other
   * service says little.
   */
  readonly about: "self" | "named";
  /** How much it speaks for the cause: 3 where the words mean nothing else, 1 where they often do. */
  readonly weight: number;
  readonly words: RegExp;
}

/**
 * The words of real logs for each cause: Linux, PostgreSQL, nginx, Kubernetes, Java, Go, Node.js, Python, cloud APIs.
 * A line may belong to several classes.
 */
export const WORDING_CLASSES: readonly WordingClass[] = [
  {
    cause: "disk-full",
    shows: "there is no room on a disk",
    about: "self",
    weight: 3,
    words:
      /no space left|\bENOSPC\b|\berrno 28\b|(?:disk|volume|filesystem|file system|partition|device|tablespace|mount)\b[^.]{0,40}\b(?:is |was |are )?(?:full|exhausted|100 ?%)|(?:disk|storage) quota (?:exceeded|reached)|\bEDQUOT\b|out of disk|disk ?pressure|low on resource: (?:ephemeral-storage|nodefs|imagefs)|(?:flood.stage|high|low) (?:disk )?watermark|could not extend file|(?:insufficient|not enough|no free|ran out of) (?:free )?(?:disk|storage|space)|read-only-allow-delete|disk is full/iu,
  },
  {
    cause: "certificate-expired",
    shows: "a certificate is no longer valid",
    about: "named",
    weight: 3,
    words:
      /(?:certificate|\bcert\b|\bleaf\b|chain)[^.]{0,60}(?:has )?expired|expired[^.]{0,20}(?:certificate|\bcert\b|leaf)|CERT_HAS_EXPIRED|certificate_expired|notafter|PKIX path validation|CertificateExpiredException|validity check failed/iu,
  },
  {
    cause: "certificate-expired",
    shows: "a secure connection is refused",
    about: "named",
    weight: 1.5,
    words:
      /\bx509\b|certificate[ _]verify[ _]failed|bad certificate|unable to verify the first certificate|unable to get (?:local )?issuer|(?:tls|ssl)[^.]{0,40}handshake[^.]{0,40}(?:fail|error|abort)|SSLHandshake|SSL_do_handshake|handshake failure|PKIX|certificate (?:of|for) \S+ (?:is )?(?:invalid|rejected)|sslv3 alert/iu,
  },
  {
    cause: "memory-leak",
    shows: "memory runs out",
    about: "self",
    weight: 3,
    words:
      /out ?of ?memory|OutOfMemory|\boom[- _]?kill|OOMKilled|oom.reaper|\bheap (?:space|limit|out|exhausted)|heap limit|cannot allocate memory|can't allocate|unable to allocate|failed to allocate|\bENOMEM\b|MemoryError|bad_alloc|memory (?:cgroup|limit exceeded|limit reached|exhausted)|exceed\w* (?:the )?memory|exit(?:ed)?(?: with)? (?:code|status):? 137|Allocation failed/iu,
  },
  {
    cause: "memory-leak",
    shows: "the memory is nearly used up",
    about: "self",
    weight: 2,
    words:
      /\bGC\b[^.]{0,30}(?:pause|overhead|thrash|took)|garbage collect|old gen(?:eration)?\b|full (?:gc|collection)|memory pressure|MaxListenersExceeded|high memory|(?:rss|heap|memory)[^.]{0,30}(?:above|exceeds|near|grows|growing)|mark-(?:sweep|compact)[^.]{0,40}(?:last resort|took|allocation failure)|possible memory leak/iu,
  },
  {
    cause: "retry-storm",
    shows: "more is asked than can be served",
    about: "self",
    weight: 2.5,
    words:
      /\b429\b|too many (?:requests|connections|clients)|rate.?limit|load.?shed|shedding|\boverload(?:ed)?\b|\bbacklog\b|saturated|(?:queue|pool|buffer)[^.]{0,30}(?:full|exhausted|overflow)|RESOURCE_EXHAUSTED|ThroughputExceeded|ThrottlingException|request(?:s)? (?:was |were )?throttled|Throttled (?:request|by)|SlowDown\b|remaining connection slots|RejectedExecution|thundering herd|limiting requests/iu,
  },
  {
    cause: "retry-storm",
    shows: "a call is repeated again and again",
    about: "named",
    weight: 1.5,
    words:
      /\bretry(?:ing)?\b|\bretries\b|will retry|\battempt \d+|attempt <|backing off|back-?off\b(?! (?:\S+ )?restarting)|repeat(?:ing|ed)? \S+ of|re-?sending|too many retries/iu,
  },
  {
    cause: "noisy-neighbour",
    shows: "another program takes the machine's time",
    about: "self",
    weight: 2.5,
    words:
      /cpu\W{0,3}(?:is |was )?throttl|throttled for|CPUThrottling|cfs[_ ]?throttl|steal(?:[_ ]time)?\b|scheduler (?:delay|latency)|event.?loop[^.]{0,30}(?:block|delay|lag|stall)|(?:disk|io|i\/o)[ -]?wait|device busy|host (?:is )?(?:over|busy)|noisy neighbou?r|soft lockup|run ?queue|blocked for more than \d+ seconds|slow fsync|heartbeat[^.]{0,40}overloaded/iu,
  },
  {
    cause: "clock-skew",
    shows: "the clock is wrong",
    about: "self",
    weight: 3,
    words:
      /clock[ -]?(?:skew|drift|is off|jump|wrong|unsynchroni|synchroni[sz]ation lost)|time ?skew|RequestTimeTooSkewed|used before (?:it was )?issued|\b(?:iat|nbf)\b[^.]{0,40}(?:future|before)|(?:lies |is |from )?in the future|chronyd?\b|\bntpd?\b|system clock|time went backwards|time jump|(?:timestamp|request time)[^.]{0,60}(?:too (?:far|large|old)|ahead|outside|difference)|signature expired|not within (?:the )?allowed (?:time|clock)/iu,
  },
  {
    cause: "dependency-down",
    shows: "another service cannot be reached",
    about: "named",
    weight: 2.5,
    words:
      /ECONNREFUSED|connection refused|connect(?:ion)?[^.]{0,20} failed|no route to host|no such host|ENOTFOUND|NXDOMAIN|EHOSTUNREACH|ENETUNREACH|unreachable|no (?:healthy|living|available|live) \w+|circuit.?breaker|could not connect|failed to connect|unable to connect|can(?:no|')t connect|name or service not known|bad gateway|\b502\b|service unavailable|code = Unavailable|Communications link failure|host is down|server closed the connection|terminating connection due to administrator/iu,
  },
  {
    cause: "dependency-down",
    shows: "a call to another service fails",
    about: "named",
    weight: 1.2,
    words:
      /time(?:d)?[ -]?out|ETIMEDOUT|deadline exceeded|ECONNRESET|connection (?:was )?(?:reset|closed|terminated|lost|aborted)|broken pipe|\bEPIPE\b|socket hang up|\b50[034]\b|answered 5\d\d|upstream \S+ failed|gateway time|request (?:to \S+ )?failed|connection pool exhausted|unexpected EOF/iu,
  },
  {
    cause: "bad-deploy",
    shows: "the program meets what it was not written for",
    about: "self",
    weight: 2,
    words:
      /NullPointer|\bTypeError\b|ReferenceError|SyntaxError|\bKeyError\b|AttributeError|\bNameError\b|IndexError|IndexOutOf|index out of (?:range|bounds)|nil pointer|null reference|is not a function|is not defined|cannot read propert|undefined (?:method|variable|is not)|NoSuchMethod|NoSuchField|NoClassDef|ClassNotFound|ClassCast|IllegalState|ImportError|ModuleNotFound|cannot find module|ERR_MODULE_NOT_FOUND|unsatisfied ?link|(?:column|relation|table|field|function)[^.]{0,60} does not exist|unknown column|no such (?:column|table|field)|schema[^.]{0,40}(?:mismatch|version|wanted|incompatible|unexpected)|unexpected schema|\bpanic: |SIGSEGV|segmentation fault|ImagePullBackOff|ErrImagePull|unhandled (?:promise )?(?:rejection|exception|error)|uncaught (?:exception|error)|UnhandledPromiseRejection|Traceback \(most|refusing to (?:start|\w+)|(?:unknown|missing|invalid|unrecognized)[^.]{0,20}(?:config\w*|flag|option|key|field|property|argument|environment)|(?:config\w*|environment variable|key|flag|setting)\b[^.]{0,60}(?:is |was )?(?:missing|not set|not defined|unknown|invalid|required)|deseriali[sz]|unmarshal|migration/iu,
  },
  {
    cause: "bad-deploy",
    shows: "the program ends soon after each start",
    about: "self",
    // Whatever ends a program shows as this, too.
    weight: 1.2,
    words: /CrashLoopBackOff|back-off (?:\S+ )?restarting/iu,
  },
  {
    cause: "unknown",
    shows: "names cannot be resolved: the resolver (DNS) does not answer",
    about: "self",
    weight: 2.5,
    words:
      /EAI_AGAIN|temporary failure in name resolution|\bSERVFAIL\b|server misbehaving|could(?: not|n't) resolve host|\bDNS\b[^.]{0,40}(?:fail|timed? ?out|unreachable|error)|resolver[^.]{0,40}(?:fail|timed? ?out|did not answer)/iu,
  },
  {
    cause: "unknown",
    shows: "transactions or threads wait for each other",
    about: "self",
    weight: 2.5,
    words: /\bdead-?lock(?:ed|s)?\b|lock wait timeout|could not obtain lock/iu,
  },
  {
    cause: "bad-deploy",
    shows: "requests end in errors of the service itself",
    about: "self",
    weight: 1,
    words: /\b500\b|internal (?:server )?error|\bexception\b|assertion failed|exited with code [1-9]/iu,
  },
];
