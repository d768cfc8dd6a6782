import { type AgentContext, AIAgent } from "../../agents/index.ts";
import type { SharedContextHandle } from "../../sharing/index.ts";
import type { LeftOut } from "../corpus/left-out.ts";
import { readFile } from "../corpus/read-file.ts";
import { SegmentBuilder } from "../search/segment-builder.ts";

/** The share of a corpus that one reader reads. */
export interface Share {
  readonly folder: string;
  /** Relative to the folder. */
  readonly paths: readonly string[];
}

/** What a reader has made of its share. */
export interface ShareRead {
  /** The segment, in shared memory: only its handle crosses to the coordinator. */
  readonly segment: SharedContextHandle;
  readonly paragraphs: number;
  /** Paragraphs that the same segment had already. */
  readonly repeated: number;
  readonly leftOut: readonly LeftOut[];
  /** Files that were not UTF-8, each with the encoding in which it was read. */
  readonly reencoded: readonly { readonly path: string; readonly encoding: string }[];
}

/** Reads files, splits them into paragraphs and indexes these, in shared memory that all threads read without a copy. */
export class Reader extends AIAgent<Share, ShareRead> {
  static readonly module: string = import.meta.url;

  protected think({ folder, paths }: Share, context: AgentContext): ShareRead {
    const builder = new SegmentBuilder();
    const leftOut: LeftOut[] = [];
    const reencoded: { path: string; encoding: string }[] = [];
    for (const path of paths) {
      if (context.stopRequested) throw new Error("The reader was asked to stop.");
      const file = readFile(folder, path);
      if (typeof file === "string") leftOut.push({ path, reason: file });
      else {
        builder.addFile(path, file);
        if (file.encoding !== "utf-8") reencoded.push({ path, encoding: file.encoding });
      }
    }
    const segment = builder.build().share();
    const { paragraphCount: paragraphs, repeatedCount: repeated } = builder;
    return { segment, paragraphs, repeated, leftOut, reencoded };
  }
}
