import type { Handin } from "../collect/layouts/handin.ts";
import type { OutFolder } from "../out-folder.ts";
import { feedbackPage } from "./feedback-page.ts";
import { FeedbackZip } from "./feedback-zip.ts";
import type { Row } from "./gradebook.ts";
import { gradescopeResults } from "./gradescope.ts";

/** The pages that students get, also packed as the platform wants them that the work came from. */
export class FeedbackFiles {
  readonly #out: OutFolder;
  readonly #folders: ReadonlyMap<string, string>;
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

  add(row: Row): void {
    const page = feedbackPage(row);
    const path = this.pathOf(row);
    this.#out.write(path, page);
    this.#out.write(
      ["lms", "gradescope", path[1], row.lesson.id, "results.json"],
      `${JSON.stringify(gradescopeResults(row), null, 2)}\n`,
    );
    const packed = row.handin && nameInZip(row.handin);
    if (packed) this.#zip(packed.platform, row.lesson.id).add(packed.name, page);
  }

  async finish(): Promise<void> {
    for (const zip of this.#zips.values()) await zip.finish();
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

/** What a platform must find a feedback file under: the name of the submission itself. */
function nameInZip({ layout, packedAs, fileName }: Handin): { platform: string; name: string } | undefined {
  if (packedAs === undefined) return undefined;
  const page = (name: string) => `${name.replace(/\.(?:ipynb|zip)$/i, "")}.html`;
  return { platform: layout, name: packedAs.endsWith("/") ? packedAs + page(fileName) : page(packedAs) };
}
