import type { UploadedFile } from "../collect/layouts/uploaded-file.ts";
import type { OutFolder } from "../out-folder.ts";
import { FeedbackWriter } from "./feedback-writer.ts";
import { FeedbackZip } from "./feedback-zip.ts";
import type { Row } from "./gradebook.ts";

/** Writes the feedback pages, and packs them for the platform that the notebooks came from. */
export class FeedbackFiles {
  readonly #out: OutFolder;
  readonly #folders: ReadonlyMap<string, string>;
  readonly #writer = new FeedbackWriter();
  readonly #zips = new Map<string, FeedbackZip>();

  /** @param folders - a safe name of a folder for each student */
  constructor(out: OutFolder, folders: ReadonlyMap<string, string>) {
    this.#out = out;
    this.#folders = folders;
  }

  /** The path of a row's page, from the gradebook's folder. */
  pathOf(row: Row): readonly [string, string, string] {
    return ["feedback", this.#folders.get(row.student.id) ?? "_", `${row.lesson.id}.html`];
  }

  async add(row: Row): Promise<void> {
    const { page, results } = await this.#writer.write(row);
    const path = this.pathOf(row);
    this.#out.write(path, page);
    this.#out.write(
      ["lms", "gradescope", path[1], row.lesson.id, "results.json"],
      `${JSON.stringify(results, null, 2)}\n`,
    );
    const packed = row.upload && nameInZip(row.upload);
    if (packed) this.#zip(packed.platform, row.lesson.id).add(packed.name, page);
  }

  async finish(): Promise<void> {
    for (const zip of this.#zips.values()) await zip.finish();
  }

  /** Ends the thread that writes. */
  async close(): Promise<void> {
    await this.#writer.close();
  }

  #zip(platform: string, lesson: string): FeedbackZip {
    const name = `${platform}-feedback-${lesson}.zip`;
    const known = this.#zips.get(name);
    if (known) return known;
    const { path, draft } = this.#out.reserve(["lms", name]);
    const zip = new FeedbackZip(path, draft);
    this.#zips.set(name, zip);
    return zip;
  }
}

/** The name of a feedback page in a platform's zip: the name of the submission. */
function nameInZip({
  layout,
  packedAs,
  fileName,
}: UploadedFile): { platform: string; name: string } | undefined {
  if (packedAs === undefined) return undefined;
  const page = (name: string) => `${name.replace(/\.(?:ipynb|zip)$/i, "")}.html`;
  return { platform: layout, name: packedAs.endsWith("/") ? packedAs + page(fileName) : page(packedAs) };
}
