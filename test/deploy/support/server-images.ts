import { chownSync, copyFileSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type ImageStore, succeeded } from "./image-store.ts";
import { librariesOfPath } from "./libraries.ts";

/**
 * Makes an image of a Redis that this machine has, under the name of Valkey's official one, from whose fork point it takes the same
 * options: no registry is asked.
 */
export async function makeValkeyImage(store: ImageStore, program: string, name: string): Promise<void> {
  const root = join(store.folder, "valkey");
  const data = join(root, "data");
  mkdirSync(data, { recursive: true });
  // A volume of podman gets the owner of the folder that it covers; `fsGroup` is not known to it.
  chownSync(data, 999, 999);
  mkdirSync(join(root, "etc"), { recursive: true });
  mkdirSync(join(root, "usr/bin"), { recursive: true });
  writeFileSync(join(root, "etc/passwd"), "valkey:x:999:999::/data:/sbin/nologin\n");
  copyFileSync(program, join(root, "usr/bin/valkey-server"));
  for (const library of librariesOfPath(program)) {
    mkdirSync(join(root, library, ".."), { recursive: true });
    copyFileSync(library, join(root, library));
  }
  const files = join(store.folder, "valkey.tar");
  await store.must("tar", "--directory", root, "--create", "--file", files, ".");
  for (const step of [
    ["from", "--name", "valkey", "scratch"],
    ["add", "valkey", files, "/"],
    ["config", "--env", "PATH=/usr/bin", "valkey"],
    ["commit", "--rm", "valkey", `docker.io/${name}`],
  ])
    succeeded(await store.buildah(step), `buildah ${step[0]}`);
}
