// A tablet of the field in a play: a browser whose folder stays, with a microphone that beeps.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, expect, type BrowserContext, type Page } from '@playwright/test';
import { signIn } from './fixtures.ts';
import { Server } from './server.ts';

export const PASSPHRASE = 'sept figues bleues';

/** Opens the browser of a tablet over its folder. */
export async function tablet(folder: string): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, {
    executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
    viewport: { width: 390, height: 800 },
    permissions: ['microphone'],
    acceptDownloads: true,
    args: [
      '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
      '--disable-component-update', '--disable-sync', '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream',
    ],
  });
}

/** Plays with as many tablets as asked, over a server of their own. */
export async function play(count: number, scene: (url: string, tablets: BrowserContext[], folder: string) => Promise<void>) {
  const server = await Server.start();
  const folder = mkdtempSync(join(tmpdir(), 'tablets-'));
  const tablets: BrowserContext[] = [];
  try {
    for (let at = 0; at < count; at += 1) tablets.push(await tablet(join(folder, String(at))));
    await scene(server.url, tablets, folder);
  } finally {
    for (const one of tablets) await one.close().catch(() => undefined);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Signs somebody in and prepares the tablet; ends on its shell, which the browser keeps by then. */
export async function prepare(page: Page, url: string, login = 'ilham', passphrase = PASSPHRASE) {
  await signIn(page, login, 'fr', url);
  await page.goto(`${url}/notes/prepare`);
  await page.fill('#name', 'tablette bleue');
  await page.fill('#passphrase', passphrase);
  await page.fill('#again', passphrase);
  await page.locator('[data-enrol] button').click();
  await page.waitForURL(`${url}/notes`);
  await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
  await page.locator('#notes[data-ready]').waitFor();
}

/** Opens the drawer. */
export async function unlock(page: Page, passphrase = PASSPHRASE) {
  await page.locator('#notes[data-ready]').waitFor();
  await page.fill('#passphrase', passphrase);
  await page.locator('[data-unlock] button').click();
  await expect(page.locator('[data-view]').filter({ visible: true })).toHaveCount(1, { timeout: 20_000 });
}

/** Begins a story and fills its sheet in, but for why it matters. */
export async function tell(page: Page, mark: string) {
  await page.locator("[data-do='begin']").click();
  await page.locator('input[name=domain]').first().check();
  await page.locator('input[name=change]').first().fill(`${mark} : une porte`);
  await page.locator('input[name=chosen]').first().check();
  await page.fill('#title', `${mark} titre`);
  await page.fill('#context', `${mark} avant`);
  await page.fill('#description', `${mark} récit long et fictif, écrit dans une salle sans réseau.`);
}

/** Finishes it. */
export async function finish(page: Page, mark: string) {
  await page.fill('#significance', `${mark} sens`);
  await page.locator("[data-do='finish']").click();
  await page.locator("[data-view='list']").waitFor();
}

/** Waits until all that was on the tablet is where it belongs. */
export async function arrived(page: Page) {
  await expect(page.locator("[data-say='done']")).toHaveText('Tout est arrivé.', { timeout: 60_000 });
  await expect(page.locator('[data-list] li')).toHaveCount(0);
}
