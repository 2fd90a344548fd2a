// What waits on a tablet: handed over as a file and brought in after the browser was cleared; sent from two tabs at once; locked when
// nobody touches it; two tablets on one draft; two workers on one tablet; forgotten after two weeks without a network.

import { join } from 'node:path';
import { expect, test } from '../fixtures.ts';
import { PASSPHRASE, arrived, finish, play, prepare, tell, unlock } from '../tablet.ts';

test('a file that a tablet handed over comes in after its browser was cleared, and from two tabs at once it is one story', async () => {
  test.setTimeout(180_000);
  await play(1, async (url, [context], folder) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await prepare(page, url);
    await context.setOffline(true);
    await unlock(page);
    await tell(page, 'Zitoune');
    await finish(page, 'Zitoune');
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator("[data-view='list'] [data-do='hand-over']").click()]);
    expect(download.suggestedFilename()).toMatch(/^notes-\d{4}-\d{2}-\d{2}\.bin$/);
    const file = join(folder, 'handed.bin');
    await download.saveAs(file);

    // Whoever locks the tablet now is asked what is to become of it.
    await page.locator("[data-do='leave']").click();
    await expect(page.locator("[data-view='leaving']")).toBeVisible();
    await page.locator("[data-do='lock']").click();
    await expect(page.locator('#passphrase')).toBeVisible();

    const session = await context.newCDPSession(page);
    await session.send('Storage.clearDataForOrigin', { origin: url, storageTypes: 'all' });
    await context.setOffline(false);
    await prepare(page, url);
    await context.setOffline(true);
    await unlock(page);
    await expect(page.locator('[data-list] li')).toHaveCount(0);
    await page.setInputFiles('[data-bring]', file);
    await expect(page.locator('[data-list] li')).toHaveCount(1);

    const second = await context.newPage();
    await second.goto(`${url}/notes`);
    await unlock(second);
    await context.setOffline(false);
    await Promise.all([page, second].map((tab) => tab.locator("[data-do='send']").click()));
    for (const tab of [page, second]) await expect(tab.locator('[data-list] li')).toHaveCount(0, { timeout: 30_000 });
    await page.locator("[data-do='send']").click();
    await arrived(page);
    await page.goto(`${url}/stories`);
    await expect(page.getByText('Zitoune titre')).toHaveCount(1);
  });
});

test('a tablet that nobody touches locks, and goes on where it was', async () => {
  test.setTimeout(120_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await page.clock.install();
    await prepare(page, url);
    await unlock(page);
    await tell(page, 'Khmissa');
    await page.clock.fastForward('03:00');
    await expect(page.locator('#passphrase')).toBeVisible();
    expect(await page.content()).not.toContain('Khmissa');
    await unlock(page);
    await expect(page.locator('#title')).toHaveValue('Khmissa titre');
    await finish(page, 'Khmissa');
    await arrived(page);
    await page.goto(`${url}/stories`);
    await expect(page.getByText('Khmissa titre')).toHaveCount(1);
  });
});

test('two tablets go on with one draft without network, and both texts are kept', async () => {
  test.setTimeout(180_000);
  await play(2, async (url, tablets) => {
    const pages = await Promise.all(tablets.map(async (context) => context.pages()[0] ?? (await context.newPage())));
    const [first, second] = pages;
    await prepare(first, url);
    await prepare(second, url);
    await unlock(first);
    await tell(first, 'Bentaleb');
    await first.locator("[data-do='set-aside']").click();
    await arrived(first);
    for (const page of pages) {
      await page.goto(`${url}/drafts`);
      await page.getByText('Bentaleb titre').click();
      await page.locator("a[href^='/notes#']").click();
      await unlock(page);
      await expect(page.locator('#title')).toHaveValue('Bentaleb titre');
    }
    for (const [at, text] of ['Le matin', 'Le soir'].entries()) {
      await tablets[at].setOffline(true);
      await pages[at].fill('#title', text);
      await expect(pages[at].locator("[data-say='kept']")).not.toBeEmpty();
      await pages[at].locator("[data-do='set-aside']").click();
    }
    for (const [at, context] of tablets.entries()) {
      await context.setOffline(false);
      await pages[at].locator("[data-do='send']").click();
      await arrived(pages[at]);
    }
    await first.goto(`${url}/drafts`);
    await first.locator('.story-card a').first().click();
    for (const text of ['Le matin', 'Le soir']) await expect(first.locator('main')).toContainText(text);
  });
});

test('another worker on the same tablet sees how many wait there, and nothing of them', async () => {
  test.setTimeout(120_000);
  const hers = 'trois grenades mûres';
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    // The second worker needs the network to prepare the tablet; the first one's letters stay where they are meanwhile.
    await context.route(/\/notes\/(letters|waiting)\//, (route) => route.abort());
    await prepare(page, url);
    await unlock(page);
    await tell(page, 'Zitoune');
    await finish(page, 'Zitoune');
    await expect(page.locator('[data-list] li')).toHaveCount(1);
    await expect(page.locator("[data-say='others']")).toBeEmpty();
    await context.clearCookies();
    await prepare(page, url, 'karima', hers);
    await unlock(page, hers);
    await expect(page.locator("[data-say='others']")).toContainText('1');
    await expect(page.locator('[data-list] li')).toHaveCount(0);
    expect(await page.content()).not.toContain('Zitoune');
    // In her own drawer the first one finds it again.
    await page.reload();
    await unlock(page);
    await expect(page.locator('[data-list] li')).toHaveCount(1);
    await expect(page.locator("[data-say='others']")).toBeEmpty();
  });
});

test('a tablet that met no network for two weeks forgets what it took along, and keeps its recordings', async () => {
  test.setTimeout(120_000);
  const day = 86_400_000;
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    const begun = Date.now();
    await page.clock.install({ time: begun });
    await prepare(page, url);
    await context.setOffline(true);
    await unlock(page);
    await tell(page, 'Khmissa');
    await finish(page, 'Khmissa');
    await page.clock.setSystemTime(begun + 14 * day);
    await page.reload();
    await unlock(page);
    await expect(page.locator('[data-list] li')).toHaveCount(1);
    await page.clock.setSystemTime(begun + 15 * day);
    await page.reload();
    await page.locator('#notes[data-ready]').waitFor();
    await page.fill('#passphrase', PASSPHRASE);
    await page.locator('[data-unlock] button').click();
    await expect(page.locator('[data-expired]')).toBeVisible({ timeout: 20_000 });
    await expect(page.locator('[data-view]')).toHaveCount(0);
    // Nor does it open when its clock is put back.
    await page.clock.setSystemTime(begun);
    await page.reload();
    await page.locator('#notes[data-ready]').waitFor();
    await page.fill('#passphrase', PASSPHRASE);
    await page.locator('[data-unlock] button').click();
    await expect(page.locator('[data-wrong]')).toBeVisible({ timeout: 20_000 });
    // What was recorded is sealed for the office, and goes there without a passphrase.
    const arrives = page.waitForResponse((answer) => answer.url().includes('/notes/letters/') && answer.ok());
    await context.setOffline(false);
    await arrives;
    await expect.poll(async () => {
      await page.goto(`${url}/stories`);
      return page.getByText('Khmissa titre').count();
    }).toBe(1);
  });
});
