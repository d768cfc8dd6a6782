import { copyFileSync, existsSync, mkdirSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { type ImageStore, succeeded } from "./image-store.ts";

export const debianMirror = "http://deb.debian.org/debian";

/** Where an administrator puts the certificates of a network's own proxy. */
const ownCertificates = "/usr/local/share/ca-certificates";

/**
 * Makes an image like Docker's official one of Node on a slim Debian, under the same name: no registry is asked.
 * Debian comes from its mirror, and Node and npm from npm's registry.
 *
 * @param name as in `FROM`: `node:24-bookworm-slim`
 * @returns the folder in which the image's files lie too
 */
export async function makeBaseImage(store: ImageStore, name: string): Promise<string> {
  const [, version, suite] = /^node:(\d+)-(\w+)-slim$/.exec(name) ?? [];
  if (!version || !suite) throw new Error(`the base image is not node:VERSION-SUITE-slim but ${name}`);
  const root = join(store.folder, "debian");
  await store.must("debootstrap", "--variant=minbase", suite, root, debianMirror);
  await store.must("chroot", root, "apt-get", "clean");
  const node = `node-linux-${process.arch}@${version}`;
  await store.must("npm", "install", "--global", "--prefix", join(root, "usr/local"), node, "npm@11");
  await store.must("chroot", root, "useradd", "--uid", "1000", "--create-home", "--user-group", "node");

  const config = ["--env", "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"];
  if (copyCertificates(root)) config.push("--env", "NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt");
  const files = join(store.folder, "debian.tar");
  await store.must("tar", "--directory", root, "--create", "--file", files, ".");
  const steps = [
    ["from", "--name", "base", "scratch"],
    ["add", "base", files, "/"],
    ["config", ...config, "base"],
    ["commit", "--rm", "base", `docker.io/library/${name}`],
  ];
  for (const step of steps) succeeded(await store.buildah(step), `buildah ${step[0]}`);
  return root;
}

/** Gives the image the certificates that this machine was given. @returns whether there are any */
function copyCertificates(root: string): boolean {
  const names = existsSync(ownCertificates)
    ? readdirSync(ownCertificates).filter((name) => name.endsWith(".crt"))
    : [];
  mkdirSync(join(root, ownCertificates), { recursive: true });
  for (const name of names) copyFileSync(join(ownCertificates, name), join(root, ownCertificates, name));
  return names.length > 0;
}
