/**
 * A real Chromium: the one that `CHROMIUM` names, or one of those that systems usually have. Nothing is
 * downloaded. It talks to nobody but the page's own servers.
 */
import { accessSync, constants } from 'node:fs'
import { delimiter, isAbsolute, join } from 'node:path'
import { type Browser, chromium } from 'playwright-core'

/** By path or by name on the PATH, in this order. */
export const wanted = [
  '/usr/bin/chromium',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
]

export function findChromium(env: NodeJS.ProcessEnv = process.env): string | undefined {
  const folders = (env.PATH ?? '').split(delimiter)
  return [...(env.CHROMIUM ? [env.CHROMIUM] : []), ...wanted]
    .flatMap((name) => (isAbsolute(name) ? [name] : folders.map((folder) => join(folder, name))))
    .find(isExecutable)
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}

const switchedOff = [
  // The lists below the address bar are pages, loaded anew for each window: half the time that opening one takes.
  'WebUIOmniboxPopup',
  'WebUIOmniboxAimPopup',
  // What Playwright switches off and would not any more, since only the last list counts.
  'AvoidUnnecessaryBeforeUnloadCheckSync',
  'DestroyProfileOnBrowserClose',
  'HttpsUpgrades',
  'HttpsFirstBalancedModeAutoEnable',
  'LensOverlay',
  'MediaRouter',
  'PaintHolding',
  'ThirdPartyStoragePartitioning',
  'AvoidCorsURLLoaderRestartOnRedirect',
  'OptimizationHints',
  'NetworkTimeServiceQuerying',
  'AimEnabled',
  'PreconnectToSearch',
]

let opened: Promise<Browser> | undefined

/**
 * One for all test files of a worker, since starting it takes longer than most tests; each test has a context of
 * its own, with nothing of any other in it. It ends with the worker.
 */
export function openChromium(executablePath: string): Promise<Browser> {
  opened ??= chromium.launch({
    executablePath,
    // People have it: what it brings back after signing out is one of the things to be shown.
    ignoreDefaultArgs: ['--disable-back-forward-cache'],
    args: [
      '--headless',
      '--no-sandbox', // containers have no user namespaces; the pages here are our own
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--host-resolver-rules=MAP *.example.test 127.0.0.1', // app and neighbour on one site, over TLS
      `--disable-features=${switchedOff.join()}`,
    ],
  })
  return opened
}
