#!/usr/bin/env bash
# Prepares Gradescope's container, once, as root, when its image is built: the distribution's packages, the Node that the course runs on,
# and the course itself, built. Afterwards only root can look into the autograder's folder.
set -euo pipefail

source=${SWARMLAB_AUTOGRADER:-/autograder}/source
tools=$source/.tools
cd "$source"

packages=(bubblewrap util-linux)
# The distribution's own Node may be too old for the course; it need only fetch the right one.
command -v npm > /dev/null || packages+=(nodejs npm ca-certificates)
export DEBIAN_FRONTEND=noninteractive
apt-get update
# Where there is no bubblewrap, the namespaces of util-linux may do; what is there is found out when grading begins.
apt-get install -y --no-install-recommends "${packages[@]}" ||
  apt-get install -y --no-install-recommends "${packages[@]:1}"

case $(uname -m) in
  x86_64) arch=x64 ;;
  aarch64 | arm64) arch=arm64 ;;
  *) echo "There is no Node for a machine of the kind $(uname -m)." >&2 && exit 1 ;;
esac
version=$(sed -n '/"node_modules\/node": {/,/"version"/s/.*"version": "\(.*\)".*/\1/p' package-lock.json)
mkdir -p "$tools"
(cd "$tools" && npm install --prefix "$tools" --ignore-scripts --no-audit --no-fund --no-save "node-linux-$arch@$version" npm@11)

export PATH=$tools/node_modules/node-linux-$arch/bin:$PATH
# Nothing that the course installs needs to run a program of its own for grading.
node "$tools/node_modules/npm/bin/npm-cli.js" ci --ignore-scripts --no-audit --no-fund
node node_modules/typescript/bin/tsc -b labs kit
node kit/lab/setup/bundle-workers.mjs || echo "The workers of swarms could not be bundled; they start later than they could."

chmod 700 "$source"
echo "The autograder is ready, with Node $(node --version)."
