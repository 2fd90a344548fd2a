// How Hikaya is played in a browser: Debian's Chromium, headless, each worker with a server of its own (server.ts).
//
// Tests run on a desktop. A title that carries @phone runs on a small screen too, one with @no-script also without script:
//     test('a story is recorded @phone @no-script', …)

import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { defineConfig } from '@playwright/test';

/** The browser: CHROMIUM, else the place where Debian puts it, else the first of that name in PATH. */
function chromium(): string {
  const inPath = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'chromium'));
  const found = [process.env.CHROMIUM ?? '/usr/bin/chromium', ...inPath].find((path) => existsSync(path));
  if (!found) throw new Error('Chromium is missing: `make test-tools` installs it, or name it in CHROMIUM');
  return found;
}

export default defineConfig({
  testDir: '.',
  testMatch: '**/*.spec.ts',
  outputDir: 'test-results',
  // Two cores; a worker brings a server and a browser.
  workers: 2,
  retries: 0,
  forbidOnly: true,
  timeout: 180_000,
  expect: { timeout: 20_000 },
  reporter: [['list'], ['./closing.ts']],
  use: {
    browserName: 'chromium',
    headless: true,
    // A button that is not there, or a page that does not come, is said so, and not waited for until the whole test is over.
    actionTimeout: 30_000,
    navigationTimeout: 60_000,
    // Costs a tenth of the time; `npx playwright test --trace retain-on-failure` when a failure wants to be watched.
    trace: 'off',
    screenshot: 'only-on-failure',
    timezoneId: 'Africa/Casablanca',
    launchOptions: {
      executablePath: chromium(),
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    },
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1280, height: 800 } } },
    { name: 'phone', grep: /@phone/, use: { viewport: { width: 360, height: 740 }, hasTouch: true } },
    { name: 'no-script', grep: /@no-script/, use: { viewport: { width: 1280, height: 800 }, javaScriptEnabled: false } },
  ],
});
