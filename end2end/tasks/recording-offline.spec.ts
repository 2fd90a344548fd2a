// Ilham's tablet in a room without network: three (fictional) stories with sound from Chromium's own false microphone, the tab killed in
// the middle of the third. Nothing of them can be found in the browser's folder on the disk; back in the network everything arrives.

import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, expectAccessible, signIn, test } from '../fixtures.ts';
import { Server } from '../server.ts';
import { arrived, finish, prepare, tablet, tell, unlock } from '../tablet.ts';

const MARKS = ['Zitoune', 'Bentaleb-mot', 'Khmissa-secret'];
/** How files of sound begin: Ogg, Opus in it, and the head of an EBML file (Matroska, WebM) with the name of its kind. */
const SOUND = [Buffer.from('OggS'), Buffer.from('OpusHead'), Buffer.from([0x1a, 0x45, 0xdf, 0xa3])];

/** Packets of sound that are looked for on the disk, from all that was recorded. */
const PACKETS = 60;

/** Lets the page remember each packet of sound as the encoder gives it out: what must never reach the disk as it is. */
async function overhear(context: BrowserContext) {
  await context.addInitScript(() => {
    const heard: number[][] = [];
    Object.assign(window, { heard });
    const { copyTo } = EncodedAudioChunk.prototype;
    EncodedAudioChunk.prototype.copyTo = function (to) {
      copyTo.call(this, to);
      heard.push(Array.from(to as Uint8Array));
    };
  });
}

/** Some of the packets that the page heard, spread over all. */
async function overheard(page: Page): Promise<Buffer[]> {
  const all = await page.evaluate(() => (window as unknown as { heard: number[][] }).heard);
  const step = Math.max(1, Math.floor(all.length / PACKETS));
  return all.filter((_, at) => at % step === 0).map((packet) => Buffer.from(packet));
}

/** Puts bytes into the browser's own store, as a recorder that seals nothing would. */
async function keepOpen(page: Page, bytes: Buffer) {
  await page.evaluate(
    (bytes) =>
      new Promise<void>((resolve, reject) => {
        const asked = indexedDB.open('control', 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore('open');
        asked.onerror = () => reject(asked.error);
        asked.onsuccess = () => {
          const kept = asked.result.transaction('open', 'readwrite', { durability: 'strict' });
          kept.objectStore('open').put(new Uint8Array(bytes), 'sound');
          kept.oncomplete = () => resolve();
        };
      }),
    Array.from(bytes),
  );
}

/** How long a piece of sound is, in milliseconds. */
const PIECE = 4_800;

/** How long the sound of the story on the page is, in seconds. */
async function seconds(page: Page): Promise<number> {
  const audio = page.locator('main audio').first();
  await expect(audio).toBeAttached();
  return audio.evaluate(async (element: HTMLAudioElement) => {
    if (Number.isNaN(element.duration)) {
      const known = new Promise((resolve) => element.addEventListener('loadedmetadata', resolve, { once: true }));
      element.preload = 'metadata';
      element.load();
      await known;
    }
    return element.duration;
  });
}

/** A text in the encodings in which a browser might keep it. */
const forms = (text: string) => [
  Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le'), Buffer.from(Buffer.from(text).toString('base64').slice(0, -4)),
];

/** The files below a folder that hold any of these bytes. */
function holding(folder: string, sought: Buffer[]): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file, { throwIfNoEntry: false })?.isFile())
    .filter((file) => {
      const bytes = readFileSync(file);
      return sought.some((one) => bytes.includes(one));
    });
}

test('a tablet without network records three stories, loses its tab, and brings everything home', async () => {
  test.setTimeout(300_000);
  const server = await Server.start();
  const folder = mkdtempSync(join(tmpdir(), 'tablet-'));
  let context = await tablet(folder);
  await overhear(context);
  try {
    let page = context.pages()[0] ?? (await context.newPage());
    await prepare(page, server.url);
    await expectAccessible(page);

    // From here on there is no network.
    await context.setOffline(true);
    await page.reload();
    await page.locator('#notes[data-ready]').waitFor();
    await page.fill('#passphrase', 'une autre phrase');
    await page.locator('[data-unlock] button').click();
    await expect(page.locator('[data-wrong]')).toBeVisible({ timeout: 20_000 });
    await unlock(page);
    await expectAccessible(page);
    let begun = 0;
    for (const mark of MARKS) {
      await tell(page, mark);
      await page.locator("[data-do='record']").click();
      await expect(page.locator("[data-say='sound']")).toContainText('0:04', { timeout: 30_000 });
      begun = Date.now() - PIECE;
      if (mark === MARKS[2]) break;
      await page.locator("[data-do='finish']").click();
      await expect(page.locator('.field:has(#significance) [data-lacks]')).toBeVisible();
      await finish(page, mark);
    }
    await expect(page.locator("[data-say='kept']")).not.toBeEmpty();
    // What a search of the disk must find, or it proves nothing: words, and the bytes of a packet backwards.
    await page.evaluate(() => localStorage.setItem('control', 'Temoin-de-controle'));
    const backwards = Buffer.from((await overheard(page))[0] ?? []).reverse();
    await keepOpen(page, backwards);
    await page.waitForTimeout(6_000);
    const packets = await overheard(page);
    expect(packets.length).toBeGreaterThanOrEqual(PACKETS);
    const lasted = (Date.now() - begun) / 1000;
    const session = await context.newCDPSession(page);
    await Promise.race([session.send('Page.crash').catch(() => undefined), page.waitForTimeout(2_000).catch(() => undefined)]);
    await context.close();

    expect(holding(folder, forms('Temoin-de-controle')).length).toBeGreaterThan(0);
    for (const mark of MARKS) expect(holding(folder, forms(mark)), mark).toEqual([]);
    expect(backwards.length).toBeGreaterThan(30);
    expect(holding(folder, [backwards]).length).toBeGreaterThan(0);
    expect(holding(folder, packets), 'a packet of sound lies open on the disk').toEqual([]);
    expect(holding(join(folder, 'Default'), SOUND)).toEqual([]);

    context = await tablet(folder);
    page = context.pages()[0] ?? (await context.newPage());
    await page.goto(`${server.url}/notes`);
    await unlock(page);
    await arrived(page);
    // The session ended with the browser; sending needs none.
    await signIn(page, 'ilham', 'fr', server.url);
    for (const mark of MARKS.slice(0, 2)) {
      await page.goto(`${server.url}/stories`);
      await page.getByText(`${mark} titre`).click();
      expect(await seconds(page)).toBeGreaterThan(4);
    }
    // The third was lost in the middle: what lacks is filled in at the office, and of its sound at most five seconds are missing.
    await page.goto(`${server.url}/drafts`);
    await page.getByText(`${MARKS[2]} titre`).click();
    await expect(page.locator('#description')).toHaveValue(new RegExp(MARKS[2]));
    await page.fill('#significance', `${MARKS[2]} sens`);
    await page.locator("button[value='finish']").click();
    await page.waitForURL(/\/stories\/[0-9a-f]{32}$/);
    expect(await seconds(page)).toBeGreaterThan(lasted - 5);
  } finally {
    await context.close().catch(() => undefined);
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
});
