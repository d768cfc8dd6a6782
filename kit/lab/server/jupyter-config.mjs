import { join } from "node:path";
import { writeWhole } from "../setup/stamp.mjs";

/** @typedef {import("../setup/places.mjs").Places} Places */

/**
 * @typedef {object} ServerOptions
 * @property {string} folder what JupyterLab shows: `work/`, or the whole project for authors
 * @property {boolean} author whether TypeScript lesson sources open as notebooks
 * @property {string} ip the address to listen on
 * @property {number} port
 * @property {string} token what a browser must know to get in
 */

/**
 * JupyterLab's configuration.
 *
 * @param {ServerOptions} options
 */
export function jupyterConfig({ folder, author, ip, port, token }) {
  return {
    ServerApp: {
      ip,
      port,
      root_dir: folder,
      open_browser: false,
      answer_yes: true,
      allow_root: process.getuid?.() === 0,
      jpserver_extensions: {
        jupyterlab: true,
        jupyter_server_terminals: true,
        jupytext: author,
        jupyter_lsp: false,
        notebook_shim: false,
      },
    },
    IdentityProvider: { token },
    KernelSpecManager: { ensure_native_kernel: false, allowed_kernelspecs: ["swarmlab"] },
    MultiKernelManager: { default_kernel_name: "swarmlab" },
    LabApp: {
      // JupyterLab asks nobody for updates or news.
      check_for_updates_class: "jupyterlab.NeverCheckForUpdate",
      news_url: null,
      extension_manager: "readonly",
    },
  };
}

/**
 * Parts of JupyterLab's page that a learner has no use for: what installs extensions, what asks the internet for news,
 * what asks for language servers that are not there.
 *
 * @param {ServerOptions} options
 */
export function pageConfig({ author }) {
  return {
    disabledExtensions: {
      "@jupyterlab/extensionmanager-extension": true,
      "@jupyterlab/apputils-extension:announcements": true,
      "@jupyterlab/lsp-extension": true,
      "jupyterlab-jupytext": !author,
    },
  };
}

/** What differs from JupyterLab's own defaults; whatever a learner sets in the settings wins. */
const settings = {
  "@jupyterlab/apputils-extension:notification": { fetchNews: "false", checkForUpdates: false },
  // Errors name the line in the cell.
  "@jupyterlab/notebook-extension:tracker": { codeCellConfig: { lineNumbers: true } },
  "@jupyterlab/docmanager-extension:plugin": {
    // `npm run check` reads the saved file. In seconds.
    autosaveInterval: 20,
    // The glossary, to which lessons link, opens as a page and not as its source.
    defaultViewers: { markdown: "Markdown Preview" },
  },
};

/**
 * Writes all that JupyterLab reads at its start.
 *
 * @param {Places} places
 * @param {ServerOptions} options
 * @returns {string} the configuration file. It holds the token, so only its owner may read it: on a command line
 *   everybody on the machine could.
 */
export function writeJupyterConfig(places, options) {
  const write = (/** @type {string} */ name, /** @type {unknown} */ value, mode = 0o644) => {
    const file = join(places.jupyter, "config", name);
    writeWhole(file, `${JSON.stringify(value, null, 2)}\n`, { mode });
    return file;
  };
  write("labconfig/page_config.json", pageConfig(options));
  write("labconfig/default_setting_overrides.json", settings);
  return write("lab.json", jupyterConfig(options), 0o600);
}
