// The second passphrase of a tablet: it opens a training programme, looks as the first does, and leaves nothing on the disk that tells
// which of two drawers is whose.

import type { Page } from '@playwright/test';
import { PASSWORD, expect, signIn, test } from '../fixtures.ts';
import { PASSPHRASE, arrived, finish, play, tell, unlock } from '../tablet.ts';

const SECOND = 'neuf grains de sésame';
/** What she signs in with under force. */
const SECOND_PASSWORD = 'fermer la fenêtre';

/** Sets a second password, as soon as the training programmes are there. */
async function setSecondPassword(page: Page, url: string) {
  await signIn(page, 'ilham', 'fr', url);
  await expect(async () => {
    await page.goto(`${url}/account/second`);
    await page.fill('#password', PASSWORD);
    await page.fill('#second', SECOND_PASSWORD);
    await page.locator("button[value='keep']").click();
    await expect(page).toHaveURL(/\/account$/, { timeout: 5_000 });
  }).toPass({ timeout: 120_000, intervals: [5_000] });
}

/** Prepares the tablet, with a second passphrase or without; ends on its shell. */
async function prepare(page: Page, url: string, second: string) {
  await signIn(page, 'ilham', 'fr', url);
  await page.goto(`${url}/notes/prepare`);
  await page.fill('#name', 'tablette bleue');
  for (const field of ['#passphrase', '#again']) await page.fill(field, PASSPHRASE);
  await page.fill('#second', second);
  await page.locator('[data-enrol] button').click();
}

/** What lies on the shelf of each drawer, but for what is by chance: its fields with the length of what is in them. */
async function drawers(page: Page) {
  const texts = await page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('notes');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const asked = database.transaction('drawers').objectStore('drawers').getAll();
    const texts = await new Promise<string[]>((resolve) => { asked.onsuccess = () => resolve(asked.result as string[]); });
    database.close();
    return texts;
  });
  return texts.map((text) => {
    const { tag, slot, key, secret, kit, until, device, ...more } = JSON.parse(text) as Record<string, string> & { slot: { salt: number[] } };
    expect([tag.length, Object.keys(more)]).toEqual([36, []]);
    return { salt: slot.salt, key: Object.keys(key), secret: secret.length, kit: kit.length, until, device };
  });
}

test('the second passphrase of a tablet opens a training programme, and what is told there arrives there alone', async () => {
  test.setTimeout(360_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await setSecondPassword(page, url);
    await prepare(page, url, PASSPHRASE);
    await expect(page.locator('[data-same]')).toBeVisible();
    await prepare(page, url, SECOND);
    await page.waitForURL(`${url}/notes`);
    const before = await drawers(page);
    expect(before).toHaveLength(2);
    expect(before[0]).toEqual(before[1]);

    const seen: string[] = [];
    for (const [passphrase, mark] of [[PASSPHRASE, 'Zitoune'], [SECOND, 'Bentaleb']]) {
      await page.goto(`${url}/notes`);
      await unlock(page, passphrase);
      seen.push(await page.locator("[data-view='list']").innerText());
      await tell(page, mark);
      await finish(page, mark);
      await arrived(page);
      const after = await drawers(page);
      expect(after[0]).toEqual(after[1]);
    }
    expect(seen[1]).toEqual(seen[0]);
    await page.goto(`${url}/stories`);
    await expect(page.getByText('Zitoune titre')).toHaveCount(1);
    await expect(page.getByText('Bentaleb titre')).toHaveCount(0);
    await context.clearCookies();
    await page.goto(`${url}/sign-in`);
    await page.fill('#login', 'ilham');
    await page.fill('#password', SECOND_PASSWORD);
    await page.locator('main form button').click();
    await page.goto(`${url}/stories`);
    await expect(page.getByText('Bentaleb titre')).toHaveCount(1);
    await expect(page.getByText('Zitoune titre')).toHaveCount(0);
  });
});

test('without a second passphrase there are two drawers all the same', async () => {
  test.setTimeout(120_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await prepare(page, url, '');
    await page.waitForURL(`${url}/notes`);
    const both = await drawers(page);
    expect(both).toHaveLength(2);
    expect(both[0]).toEqual(both[1]);
    await unlock(page);
  });
});
