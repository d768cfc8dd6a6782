import { execFileSync } from "node:child_process";
import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";

/** The path of a program, searched in PATH and in the system's own folders. */
export function findProgram(name: string): string | undefined {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/bin", "/bin", "/usr/sbin", "/sbin"];
  return folders.map((folder) => join(folder, name)).find(isProgram);
}

function isProgram(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** The libraries that this Node has loaded, and the dynamic loader: what another process of it needs. */
export function librariesOfNode(): string[] {
  const report = process.report.getReport() as unknown as { sharedObjects?: readonly string[] };
  const files = (report.sharedObjects ?? []).filter(
    (file) => file.startsWith("/") && file !== process.execPath && !file.endsWith(".node"),
  );
  return [...new Set([...files, ...librariesOf(process.execPath)])];
}

/** The libraries that a program needs, as `ldd` prints them. Empty for a static program, and where there is no `ldd`. */
export function librariesOf(program: string): string[] {
  const ldd = findProgram("ldd");
  if (ldd === undefined) return [];
  try {
    const text = execFileSync(ldd, [program], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
    return [...text.matchAll(/^\s*(?:\S+ => )?(\/\S+) \(0x/gm)].map((match) => match[1] as string);
  } catch {
    return []; // linked statically
  }
}
