// Two workers on one tablet: what each was writing is hers, and so is the sound; where one of them is cut off, or a letter of hers is
// refused, the other's letters go on. A tablet that was cut off forgets what it took along though nothing waits on it, and one that was not
// renews it though nobody is signed in. And whoever leaves at once without network finds a page that says nothing.

import { join } from 'node:path';
import type { BrowserContext, Page } from '@playwright/test';
import { expect, signIn, test } from '../fixtures.ts';
import { PASSPHRASE, arrived, finish, play, prepare, tell, unlock } from '../tablet.ts';

const HERS = 'trois grenades mûres';

/** Prepares the tablet for a second worker; ends on its shell. */
async function prepareHers(context: BrowserContext, page: Page, url: string) {
  await context.clearCookies();
  await prepare(page, url, 'karima', HERS);
}

/** The keys of the letters on the tablet: recording, part, number. */
async function letters(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('notes');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const asked = database.transaction('letters').objectStore('letters').getAllKeys();
    const keys = await new Promise<IDBValidKey[]>((resolve) => { asked.onsuccess = () => resolve(asked.result); });
    database.close();
    return keys.map(String);
  });
}

test('each of two workers finds what she was writing when the tablet locked, and nobody speaks into the recording of the other', async () => {
  test.setTimeout(240_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.clock.install();
    await prepare(page, url);
    await prepareHers(context, page, url);
    await context.setOffline(true);
    await unlock(page);
    await tell(page, 'Zitoune');
    await page.locator("[data-do='record']").click();
    await expect(page.locator("[data-say='sound']")).toContainText('0:04', { timeout: 30_000 });
    await page.clock.fastForward('03:00');
    await expect(page.locator('#passphrase')).toBeVisible();
    // Whoever listens touches nothing: her own recording goes on while the tablet is locked.
    await unlock(page);
    await expect(page.locator("[data-do='stop']")).toBeVisible();
    await page.clock.fastForward('03:00');
    await expect(page.locator('#passphrase')).toBeVisible();

    const own = (await letters(page))[0].split('/')[0];
    const ofTheFirst = async () => (await letters(page)).filter((key) => key.startsWith(own));
    await unlock(page, HERS);
    await tell(page, 'Bentaleb');
    const first = await ofTheFirst();
    await expect(page.locator("[data-do='stop']")).toBeHidden();
    await expect(page.locator("[data-do='record']")).toBeVisible();
    await expect(page.locator("[data-say='sound']")).toBeEmpty();
    // Longer than a piece of sound is.
    await page.waitForTimeout(6_000);
    expect(await ofTheFirst()).toEqual(first);

    await page.clock.fastForward('03:00');
    await expect(page.locator('#passphrase')).toBeVisible();
    await unlock(page);
    await expect(page.locator('#title')).toHaveValue('Zitoune titre');
    await expect(page.locator("[data-do='record']")).toBeVisible();
    await page.clock.fastForward('03:00');
    await expect(page.locator('#passphrase')).toBeVisible();
    await unlock(page, HERS);
    await expect(page.locator('#title')).toHaveValue('Bentaleb titre');
  });
});

test('a worker who was cut off does not keep the letters of another on the same tablet', async () => {
  test.setTimeout(240_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    // Nothing arrives before both have recorded.
    await context.route(/\/notes\/(letters|waiting)\//, (route) => route.abort());
    await prepare(page, url);
    await unlock(page);
    for (const mark of ['Zitoune', 'Zellige']) {
      await tell(page, mark);
      await finish(page, mark);
    }
    await prepareHers(context, page, url);
    await unlock(page, HERS);
    for (const mark of ['Bentaleb', 'Khmissa']) {
      await tell(page, mark);
      await finish(page, mark);
    }
    const waiting = await letters(page);

    const office = await context.newPage();
    await office.goto(`${url}/programme/tablets`);
    await office.locator('tr', { hasText: 'Ilham' }).getByRole('button').click();
    await expect(office.locator('tr', { hasText: 'Ilham' }).getByRole('button')).toHaveCount(0);
    await office.close();
    await context.unroute(/\/notes\/(letters|waiting)\//);
    await page.locator("[data-view='list'] [data-do='send']").click();

    // Hers arrive, her drawer stays open, and those of the other wait to be taken as a file.
    await expect(page.locator('[data-list] li')).toHaveCount(0, { timeout: 30_000 });
    await expect(page.locator("[data-say='others']")).toContainText('2');
    await page.locator("[data-view='list'] [data-do='send']").click();
    await expect(page.locator("[data-view='list']")).toBeVisible();
    const left = await letters(page);
    expect(left.length).toBeGreaterThan(0);
    expect(left.length).toBeLessThan(waiting.length);
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator("[data-view='list'] [data-do='hand-over']").click()]);
    expect(download.suggestedFilename()).toMatch(/^notes-/);
    await page.goto(`${url}/stories`);
    for (const mark of ['Bentaleb', 'Khmissa']) await expect(page.getByText(`${mark} titre`)).toHaveCount(1);
    // The other one's drawer is gone.
    await page.goto(`${url}/notes`);
    await page.locator('#notes[data-ready]').waitFor();
    await page.fill('#passphrase', PASSPHRASE);
    await page.locator('[data-unlock] button').click();
    await expect(page.locator('[data-wrong]')).toBeVisible({ timeout: 20_000 });
  });
});

/** The days until which the drawers of the tablet open; those that are given are written there first. */
async function until(page: Page, day?: string): Promise<string[]> {
  return page.evaluate(async (day) => {
    const database = await new Promise<IDBDatabase>((resolve, reject) => {
      const opening = indexedDB.open('notes');
      opening.onsuccess = () => resolve(opening.result);
      opening.onerror = () => reject(opening.error);
    });
    const store = database.transaction('drawers', 'readwrite').objectStore('drawers');
    const result = <T>(asked: IDBRequest<T>) => new Promise<T>((resolve) => { asked.onsuccess = () => resolve(asked.result); });
    const days = [];
    for (const key of await result(store.getAllKeys())) {
      const drawer = JSON.parse(await result(store.get(key))) as { until: string };
      if (day) await result(store.put(JSON.stringify({ ...drawer, until: day }), key));
      days.push(day ?? drawer.until);
    }
    database.close();
    return days;
  }, day);
}

/** A day, so many days from today. */
const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);

test('a tablet on which nothing waits forgets what it took along once it was cut off', async () => {
  test.setTimeout(120_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await prepare(page, url);
    await unlock(page);
    const office = await context.newPage();
    await office.goto(`${url}/programme/tablets`);
    await office.locator('tr', { hasText: 'Ilham' }).getByRole('button').click();
    await expect(office.locator('tr', { hasText: 'Ilham' }).getByRole('button')).toHaveCount(0);
    await office.close();
    // Whoever took it is not signed in.
    await context.clearCookies();
    await page.goto(`${url}/notes`);
    await page.locator('#notes[data-ready]').waitFor();
    await expect.poll(() => until(page)).toEqual([]);
    await page.fill('#passphrase', PASSPHRASE);
    await page.locator('[data-unlock] button').click();
    await expect(page.locator('[data-wrong]')).toBeVisible({ timeout: 20_000 });
  });
});

test('a tablet in a network renews what it took along, though nobody is signed in', async () => {
  test.setTimeout(120_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await prepare(page, url);
    await context.clearCookies({ name: '__Host-session' });
    expect(await until(page, inDays(0))).toEqual([inDays(0), inDays(0)]);
    await context.setOffline(true);
    await unlock(page);
    expect(await until(page)).toEqual([inDays(0), inDays(0)]);
    await context.setOffline(false);
    await page.goto(`${url}/notes`);
    await unlock(page);
    const renewed = await until(page);
    expect([inDays(13), inDays(14)]).toContain(renewed[0]);
    expect(renewed[1]).toBe(renewed[0]);
    await tell(page, 'Zitoune');
    await finish(page, 'Zitoune');
    await arrived(page);
  });
});

test('a letter that is refused says why and keeps no other back', async () => {
  test.setTimeout(180_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await context.route(/\/notes\/(letters|waiting)\//, (route) => route.abort());
    await prepare(page, url);
    await unlock(page);
    for (const mark of ['Zitoune', 'Bentaleb', 'Khmissa']) {
      await tell(page, mark);
      await finish(page, mark);
    }
    const ids = [...new Set((await letters(page)).map((key) => key.split('/')[0]))];
    await context.unroute(/\/notes\/(letters|waiting)\//);
    const answers = new Map([[ids[0], 507], [ids[1], 404]]);
    await context.route(/\/notes\/letters\//, (route) => {
      const recording = new URL(route.request().url()).pathname.split('/')[4];
      const status = answers.get(recording);
      return status ? route.fulfill({ status }) : route.fallback();
    });
    await page.locator("[data-view='list'] [data-do='send']").click();
    await expect(page.locator('[data-list] li')).toHaveCount(2, { timeout: 30_000 });
    await expect(page.locator(`[data-id='${ids[0]}']`)).toContainText('trop d’envois attendent là-bas');
    await expect(page.locator(`[data-id='${ids[1]}']`)).toContainText('rien de tel n’est connu là-bas');
    // Asked for again, they go.
    await context.unroute(/\/notes\/letters\//);
    await page.locator("[data-view='list'] [data-do='send']").click();
    await arrived(page);
    await page.goto(`${url}/stories`);
    for (const mark of ['Zitoune', 'Bentaleb', 'Khmissa']) await expect(page.getByText(`${mark} titre`)).toHaveCount(1);
  });
});

test('she refuses when it is a story already: the tablet keeps the row and says where it is withdrawn', async () => {
  test.setTimeout(180_000);
  await play(1, async (url, [context], folder) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await context.route(/\/notes\/(letters|waiting)\//, (route) => route.abort());
    await prepare(page, url);
    await unlock(page);
    await tell(page, 'Zitoune');
    await finish(page, 'Zitoune');
    // It comes in as a file, and is a story while the tablet still has it in its list.
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator("[data-view='list'] [data-do='hand-over']").click()]);
    const file = join(folder, 'handed.bin');
    await download.saveAs(file);
    await page.goto(`${url}/drafts`);
    await page.setInputFiles('#file', file);
    await page.locator("form[action='/drafts/file'] button").click();
    await expect(page.locator('main')).toContainText('Entrés : 1');

    await page.goto(`${url}/notes`);
    await unlock(page);
    const row = page.locator('[data-list] li');
    await row.locator('summary').click();
    await row.locator("[data-do='drop-refused']").click();
    await expect(page.locator("[data-say='done']")).toContainText('Pas de réponse');
    await context.unroute(/\/notes\/(letters|waiting)\//);
    await page.locator("[data-view='list'] [data-do='send']").click();
    await expect(row).toContainText('c’est déjà un récit');
    const withdraw = row.locator('a[data-withdraw]');
    await expect(withdraw).toHaveAttribute('href', /^\/stories\/[0-9a-f]{32}\/withdraw$/);
    await page.goto(url + ((await withdraw.getAttribute('href')) ?? '').replace(/\/withdraw$/, ''));
    await expect(page.locator('#late')).toContainText('Elle ne veut plus');
  });
});

test('leaving at once without network ends on a page that says nothing', async () => {
  test.setTimeout(120_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await prepare(page, url);
    await unlock(page);
    await tell(page, 'Zitoune');
    await context.setOffline(true);
    for (let time = 0; time < 3; time += 1) await page.keyboard.press('Shift');
    await page.waitForURL(`${url}/notes/away`);
    await expect(page.locator('h1')).toBeVisible();
    expect(await page.content()).not.toMatch(/Zitoune|Hikaya|récit/);
    // With a network the session ends too.
    await context.setOffline(false);
    await signIn(page, 'ilham', 'fr', url);
    await page.goto(`${url}/notes`);
    await page.locator('#notes[data-ready]').waitFor();
    await page.locator('.quick-exit').click();
    await page.waitForURL(`${url}/notes/away`);
    await expect(async () => {
      await page.goto(`${url}/stories`);
      await expect(page).toHaveURL(/\/sign-in$/);
    }).toPass();
  });
});
