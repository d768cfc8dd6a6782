import type { Dialect, FleetService } from "./fleet-service.ts";
import type { Random } from "./random.ts";

/** A value that a line names. */
export type Field = readonly [key: string, value: string | number];

/** Lays a message and its values out as the service writes: how words become a line. */
export type Layout = (message: string, fields: readonly Field[]) => string;

/** What a service calls its things. Drawn once, so that two services seldom write alike. */
export interface Vocabulary {
  readonly subject: string;
  readonly verb: string;
  readonly done: string;
  readonly unit: string;
  readonly idKey: string;
  readonly layout: Layout;
}

const VERBS = ["handle", "process", "serve", "resolve", "fetch", "apply", "compute", "dispatch", "collect"];
const DONE = ["done", "completed", "finished", "ok", "succeeded", "served", "handled", "processed"];
const ID_KEYS = ["id", "request_id", "req", "key", "ref", "tx", "uid"];

export function createVocabulary(service: FleetService, random: Random): Vocabulary {
  const subject = service.name.split("-")[0] as string;
  return {
    subject,
    verb: random.pick(VERBS),
    done: random.pick(DONE),
    unit: random.pick(["ms", " ms", "ms", "us"]),
    idKey: random.pick(ID_KEYS),
    layout: createLayout(service.dialect, subject, random),
  };
}

function createLayout(dialect: Dialect, subject: string, random: Random): Layout {
  const capital = subject[0]?.toUpperCase() + subject.slice(1);
  const pairs = (fields: readonly Field[], glue: string) =>
    fields.map(([key, value]) => `${key}${glue}${value}`).join(glue === "=" ? " " : ", ");
  switch (dialect) {
    case "prose":
      return (message, fields) => (fields.length > 0 ? `${message} (${pairs(fields, " ")})` : message);
    case "java": {
      const unit = random.pick(["Controller", "Service", "Handler", "Facade"]);
      const pool = random.pick(["exec", "http-nio", "pool-2-thread", "ForkJoin"]);
      return (message, fields) =>
        `[${pool}-${1 + (message.length % 8)}] c.s.${subject}.${capital}${unit} - ${message}${fields.length > 0 ? ` [${pairs(fields, "=")}]` : ""}`;
    }
    case "logfmt":
      return (message, fields) =>
        `component=${subject} msg="${message}"${fields.length > 0 ? ` ${pairs(fields, "=")}` : ""}`;
    case "python": {
      const unit = random.pick(["views", "tasks", "client", "core"]);
      return (message, fields) =>
        `${subject}.${unit}: ${message}${fields.length > 0 ? `; ${pairs(fields, "=")}` : ""}`;
    }
  }
}
