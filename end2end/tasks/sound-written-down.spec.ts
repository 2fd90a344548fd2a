// A facilitator writes down what a recording says: it plays, obeys keys while she types, and goes on where she was. In French.

import { expect, expectAccessible, signIn, test } from '../fixtures.ts';
import type { Page } from '@playwright/test';

/** What the sound of the page is doing. */
async function sound(page: Page) {
  return page.locator('audio').evaluate((audio: HTMLAudioElement) => ({
    at: audio.currentTime,
    duration: audio.duration,
    rate: audio.playbackRate,
    paused: audio.paused,
  }));
}

test('a recording is transcribed with the keys of a foot pedal', async ({ page }) => {
  await signIn(page, 'ilham', 'fr');
  await page.goto('/sound');
  await page.locator('main table a').first().click();
  await page.locator('#sound').getByRole('link', { name: 'Transcrire' }).click();
  await expect(page.getByRole('button', { name: 'Plus lent' })).toBeVisible();
  await expectAccessible(page);

  await page.locator('#description').click();
  await page.keyboard.type('Elle dit ');
  await page.keyboard.press('F4');
  await expect.poll(async () => (await sound(page)).at).toBeGreaterThan(0.5);
  await page.keyboard.type('six notes');
  await page.keyboard.press('F2');
  await page.keyboard.press('F2');
  await page.keyboard.press('Control+ ');
  const { duration, rate, paused } = await sound(page);
  // 301 packets of 20 ms, but for what a decoder throws away at the beginning.
  expect(duration).toBeCloseTo(301 * 0.02 - 312 / 48_000, 1);
  expect(rate).toBeCloseTo(0.8);
  expect(paused).toBe(true);
  await page.keyboard.press('F7');
  expect((await sound(page)).at).toBe(0);
  await expect(page.locator('#description')).toHaveValue('Elle dit six notes');

  // A stretch, played again and again.
  await page.keyboard.press('F10');
  await page.keyboard.press('F9');
  await expect.poll(async () => (await sound(page)).at).toBeGreaterThan(1);
  await page.keyboard.press('F10');
  await expect(page.getByText('0:00 → 0:01')).toBeVisible();
  await expect.poll(async () => (await sound(page)).at).toBeLessThan(0.5);
  await page.keyboard.press('F10');
  await page.keyboard.press('F4');
  await page.keyboard.press('F7');
  await page.keyboard.press('F8');
  const left = (await sound(page)).at;

  await page.locator('main form button[data-kind=primary]').click();
  await expect(page.locator('#saved')).toBeVisible();
  await expect(page.locator('#description')).toHaveValue('Elle dit six notes');
  await expect(page.getByRole('button', { name: 'Plus lent' })).toBeVisible();
  expect((await sound(page)).at).toBeCloseTo(left, 0);
});
