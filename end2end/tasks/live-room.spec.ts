// What people do at the very moment when the panel goes a step further.

import { expect, test } from '../fixtures.ts';
import { joined, opened, PHONE, step, visit } from '../panel.ts';
import type { Page } from '@playwright/test';

test('an answer that is on its way when the chair takes a step still arrives', async ({ person }) => {
  test.setTimeout(120_000);
  const { chair, panel, code } = await opened(person, {});
  const [leaving, staying] = [await person(PHONE), await person(PHONE)];
  for (const guest of [leaving, staying]) await joined(guest, code);

  // A slow line: her answer stands still until the other telephone shows the next page.
  let release = () => {};
  const released = new Promise<void>((resolve) => (release = resolve));
  await leaving.route('**/room', async (route) => {
    if (route.request().method() === 'POST') await released;
    await route.continue();
  });
  await leaving.locator('details', { has: leaving.locator('button[value=leave]') }).locator('summary').click();
  const sent = leaving.waitForRequest((request) => request.method() === 'POST');
  // Nobody waits here for the page that comes next: it is held back.
  await leaving.locator('button[value=leave]').click({ noWaitAfter: true });
  await sent;
  await step(chair, 'start');
  await expect(staying.locator('main .story-card').first()).toBeVisible();
  release();
  await expect(leaving.locator('button[value=back]')).toBeVisible();
  await visit(chair, panel);
  await expect(chair.locator('main')).toContainText('1');
});

test('a telephone that was put away shows the present page when it is looked at again', async ({ person }) => {
  const { chair, code } = await opened(person, {});
  const [away, staying] = [await person(PHONE), await person(PHONE)];
  for (const guest of [away, staying]) await joined(guest, code);
  await show(away, false);
  await step(chair, 'start');
  await expect(staying.locator('main .story-card').first()).toBeVisible();
  await expect(away.locator('main .story-card'), 'nothing is told to a page that nobody sees').toHaveCount(0);
  await show(away, true);
  await expect(away.locator('main .story-card').first()).toBeVisible();
});

/** Puts a page into the background, or brings it back, as far as the page can tell. */
async function show(page: Page, isSeen: boolean) {
  await page.evaluate((isHidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, value: isHidden });
    document.dispatchEvent(new Event('visibilitychange'));
  }, !isSeen);
}
