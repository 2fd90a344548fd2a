// Somebody of the team reads a story aloud into the browser's microphone; on a panel's telephone it is heard.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../fixtures.ts';
import { tablet } from '../tablet.ts';

test('a story is read aloud, heard again and thrown away', async ({ server }) => {
  test.setTimeout(120_000);
  const folder = await mkdtemp(join(tmpdir(), 'narration-'));
  const browser = await tablet(folder);
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    await signIn(page, 'karima', 'fr', server.url);
    await page.goto(`${server.url}/stories`);
    await page.locator('main .story-card a').first().click();
    await page.locator('main a[href$="/narration"]').click();
    await expect(page.locator('audio')).toHaveCount(0);
    await expectAccessible(page);
    await page.getByRole('button', { name: 'Commencer à lire' }).click();
    await expect(page.getByText('Le micro écoute.')).toBeVisible();
    await expect(page.locator('[data-seconds]')).not.toHaveText('0:00', { timeout: 15_000 });

    // Without a network it waits on the page, and is sent again.
    await browser.setOffline(true);
    await page.getByRole('button', { name: 'Terminer et garder' }).click();
    await expect(page.getByText('La lecture n’est pas encore gardée')).toBeVisible();
    await expectAccessible(page);
    await browser.setOffline(false);
    await page.getByRole('button', { name: 'Envoyer de nouveau' }).click();
    const sound = page.locator('audio');
    await expect(sound).toBeVisible();
    const seconds = await sound.evaluate(
      (one: HTMLAudioElement) =>
        new Promise<number>((known, failed) => {
          one.addEventListener('loadedmetadata', () => known(one.duration));
          one.addEventListener('error', () => failed(new Error('the browser does not play it')));
          one.preload = 'metadata';
          one.load();
        }),
    );
    expect(seconds).toBeGreaterThan(4);
    expect(seconds).toBeLessThan(60);
    await expectAccessible(page);
    await expectNoSidewaysScroll(page);
    await page.getByRole('button', { name: 'Supprimer cette lecture' }).click();
    await expect(sound).toHaveCount(0);
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
});
