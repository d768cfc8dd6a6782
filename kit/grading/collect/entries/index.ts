/** Files that were handed in, in folders and in zips. */
export { bytesText, type Entry, EntryError, type Listing, type Refusal } from "./entry.ts";
export { fileEntry, folderEntries, readFileWithin } from "./folder-entries.ts";
export { type OpenZip, openZip, openZipBytes } from "./zip-entries.ts";
