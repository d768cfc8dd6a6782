import { basename } from "node:path";

export const fileName: string = basename(import.meta.filename);
export const isUrl: boolean = import.meta.url.startsWith("file:");
