import { accountOf, type UploadedFile } from "../collect/layouts/uploaded-file.ts";
import { shownName } from "../text.ts";
import type { Groups } from "./groups.ts";
import { ownersOf, senderOf } from "./owners.ts";
import type { Students } from "./students.ts";

/** Accounts that a sentence names. */
const MOST_NAMED = 4;

/**
 * A sentence on each student, or group, for whom work of several accounts of one platform was taken because their names are the same, whatever
 * the lesson. In one lesson such work needs a person; in different lessons nothing else would show it.
 */
export function sharedNames(uploads: readonly UploadedFile[], students: Students, groups: Groups): string[] {
  // Folders have the names that an instructor gave them.
  const named = uploads.filter(({ layout }) => layout !== "folders");
  const byAccount = new Map(named.map((upload) => [`${upload.layout} ${accountOf(upload.who)}`, upload]));
  const taken = [...byAccount.values()].flatMap((upload) => {
    const [owner] = ownersOf(upload, students, groups);
    return owner === undefined ? [] : [{ upload, ...senderOf(upload, owner, students, groups) }];
  });
  const together = Map.groupBy(taken, ({ upload, takenFor }) => `${upload.layout} ${takenFor}`);
  return [...together.values()]
    .filter((own) => own.length > 1 && own.some(({ isListed }) => !isListed))
    .map((own) => {
      const names = own.map(({ account }) => shownName(account)).sort();
      const more = names.length - MOST_NAMED;
      const accounts = `${names.slice(0, MOST_NAMED).join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
      const name = shownName(own[0]?.takenFor.replace(/^(?:student|group) /, "") ?? "");
      return `Work of ${own.length} accounts with one name was taken for ${name}: ${accounts}. If they are several people, add the platform's own numbers or logins to the roster.`;
    })
    .sort();
}
