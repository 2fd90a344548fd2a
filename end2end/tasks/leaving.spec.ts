// Leaving at once, and what somebody finds who goes back: nothing.

import { expect, signIn, test } from '../fixtures.ts';
import type { Page } from '@playwright/test';

async function atAStory(page: Page): Promise<string> {
  await signIn(page, 'ilham', 'fr');
  await page.goto('/stories');
  await page.locator('.story-card a').first().click();
  await page.waitForURL(/\/stories\/[0-9a-f]{32}$/);
  return (await page.locator('.significance').innerText()).trim();
}

// A page that is left while it still wakes finds itself emptied: it is said in the console of a page that is gone.
test.beforeEach(({ noise }) => noise.allow(/Clear-Site-Data header/, /reading 'nodeType'/));

for (const [way, leave] of [
  ['the button', (page: Page) => page.locator('.quick-exit').click()],
  ['the hidden first link', async (page: Page) => {
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
  }],
  ['Shift three times', async (page: Page) => {
    for (let time = 0; time < 3; time += 1) await page.keyboard.press('Shift');
  }],
] as const) {
  test(`by ${way}`, async ({ page }) => {
    const words = await atAStory(page);
    expect(words).not.toBe('');
    await leave(page);
    await page.waitForURL(/\/exit$/);
    await expect(page.locator('body')).not.toContainText('Hikaya');
    await page.goBack();
    await expect(page.locator('body')).not.toContainText(words);
    // Going back may still be on its way to another page, which would take this one's place.
    await expect(async () => {
      await page.goto('/stories');
      await expect(page).toHaveURL(/\/sign-in$/);
    }).toPass();
  });
}

test('the page is out of sight before the browser moves', async ({ page }) => {
  await atAStory(page);
  const shown = await page.evaluate(() => {
    document.querySelector<HTMLElement>('.quick-exit')?.click();
    return getComputedStyle(document.documentElement).display;
  });
  expect(shown).toBe('none');
  await page.waitForURL(/\/exit$/);
});

test('any other key begins anew', async ({ page }) => {
  await atAStory(page);
  for (const key of ['Shift', 'Shift', 'a', 'Shift', 'Shift']) await page.keyboard.press(key);
  await page.waitForTimeout(300);
  await expect(page).toHaveURL(/\/stories\//);
  await page.keyboard.press('Shift');
  await page.waitForURL(/\/exit$/);
});

test('a page that is left is empty behind the next one', async ({ page }) => {
  const words = await atAStory(page);
  const left = await page.evaluate(() => {
    window.dispatchEvent(new PageTransitionEvent('pagehide', { persisted: true }));
    return document.documentElement.textContent ?? '';
  });
  expect(left).not.toContain(words);
});

test('an editor with unsaved words does not ask first', async ({ page }) => {
  await signIn(page, 'rajae', 'fr');
  await page.goto('/briefs');
  await page.locator('.story-card a').first().click();
  await page.waitForURL(/\/briefs\/[0-9a-f]{32}$/);
  await page.locator('#body').fill('Un mot encore.');
  for (let time = 0; time < 3; time += 1) await page.keyboard.press('Shift');
  await page.waitForURL(/\/exit$/);
});

test('pages that others may see have a title and a picture that are not ours', async ({ page }) => {
  const neutral = {
    fr: { '/exit': 'Bonjour', '/appointment': 'Rendez-vous', '/notes': 'Notes' },
    ar: { '/exit': 'مرحبا', '/appointment': 'موعد', '/notes': 'ملاحظات' },
    en: { '/exit': 'Hello', '/appointment': 'Appointment', '/notes': 'Notes' },
  };
  for (const [language, titles] of Object.entries(neutral)) {
    for (const [path, title] of Object.entries(titles)) {
      await page.goto(`${path}?lang=${language}`);
      await expect(page).toHaveTitle(title);
      const icons = await page.locator('link[rel=icon], link[rel=apple-touch-icon]').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      expect(icons.length, path).toBeGreaterThan(0);
      for (const icon of icons) {
        expect(icon, path).toMatch(/^\/shell\/(notes|calendar|sums)-192\.png$/);
        expect((await page.request.get(icon ?? '')).headers()['content-type'], path).toBe('image/png');
      }
    }
    await page.goto(`/sign-in?lang=${language}`);
    await expect(page).not.toHaveTitle(/hikaya|حكاية/i);
  }
});
