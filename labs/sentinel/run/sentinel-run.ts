import { sentinelPage } from "../view/page/sentinel-page.ts";
import { sentinelHtml } from "../view/sentinel-html.ts";
import type { SentinelRecord } from "../view/sentinel-record.ts";
import { sentinelText } from "../view/sentinel-text.ts";

/** A run that has ended. A notebook shows it; `page` is the whole of it. */
export class SentinelRun {
  readonly record: SentinelRecord;

  constructor(record: SentinelRecord) {
    this.record = record;
  }

  /** One HTML page that needs no network and no other file. */
  get page(): string {
    return sentinelPage(this.record);
  }

  toString(): string {
    return sentinelText(this.record.state).join("\n");
  }

  /** What a notebook shows. */
  [Symbol.for("swarmlab.mime")](): Record<string, string> {
    return { "text/html": sentinelHtml(this.record.state), "text/plain": this.toString() };
  }
}
