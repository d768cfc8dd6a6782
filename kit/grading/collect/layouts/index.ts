/** Whose a file is, by the way a learning platform names what it gives out. */
export { canvasHandin } from "./canvas.ts";
export { folderHandin, timestampFile } from "./folders.ts";
export { gradescopeHandin, gradescopeMetadata, isoTime, readGradescopeMetadata } from "./gradescope.ts";
export type { Handin, Identity, Layout } from "./handin.ts";
export { moodleHandin } from "./moodle.ts";
