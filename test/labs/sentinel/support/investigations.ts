import type {
  Deploy,
  Investigation,
  LogEvent,
  LogSeverity,
  Neighbour,
  Signal,
  SignalKind,
  TemplateChange,
} from "../../../../labs/sentinel/index.ts";

export const FIRST_LINE = 1_767_600_000;

export function line(
  text: string,
  after = 0,
  severity: LogSeverity = "error",
  service = "shop-api",
): LogEvent {
  const time = FIRST_LINE + after;
  return { time, seenAt: time, service, severity, text, attributes: {} };
}

export function signal(kind: SignalKind, service = "shop-api", rest: Partial<Signal> = {}): Signal {
  const noticedAt = FIRST_LINE + 1;
  return {
    id: 1,
    service,
    kind,
    firstLineAt: FIRST_LINE,
    noticedAt,
    score: 9,
    reason: "12 % are errors.",
    ...rest,
  };
}

/** An investigation of "shop-api", which calls "cart-db" and shares its host with "crunch-batch". */
export function investigation(
  rest: {
    readonly kind?: SignalKind;
    readonly lines?: readonly (string | LogEvent)[];
    readonly reason?: string;
    readonly callee?: Partial<Neighbour>;
    readonly sameHost?: Partial<Neighbour>;
    readonly deploys?: readonly Deploy[];
    readonly templates?: readonly TemplateChange[];
    readonly id?: number;
  } = {},
): Investigation {
  const { kind = "error-ratio", reason = "12 % are errors.", id = 1 } = rest;
  const nothing = { signals: [], lines: [] };
  return {
    signal: signal(kind, "shop-api", { reason, id }),
    lines: (rest.lines ?? []).map((one, i) => (typeof one === "string" ? line(one, i * 0.1) : one)),
    templates: rest.templates ?? [],
    neighbours: [
      { service: "cart-db", relation: "calls", ...nothing, ...rest.callee },
      { service: "crunch-batch", relation: "same-host", ...nothing, ...rest.sameHost },
      { service: "shop-web", relation: "called-by", ...nothing },
    ],
    deploys: rest.deploys ?? [],
  };
}
