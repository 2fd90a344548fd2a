// A secret vote as people hold it: seven telephones that count themselves aloud, fetch a token each and vote (one in Arabic, one
// that is reloaded in the middle, one that was given another key and stops); and a tablet that is handed round because somebody's
// telephone runs no script.

import { expect, expectAccessible, expectNoSidewaysScroll, test } from '../fixtures.ts';
import { heard, joined, opened, PHONE, step, visit } from '../panel.ts';
import type { Page } from '@playwright/test';

test('seven telephones vote in secret, and each finds its ballot and forgets it', async ({ person }) => {
  test.setTimeout(300_000);
  const { chair, panel, code } = await opened(person, { secret: 'yes' });
  const guests: Page[] = [];
  for (let n = 0; n < 7; n += 1) guests.push(await person(PHONE));
  for (const [n, guest] of guests.entries()) await joined(guest, code, n === 1 ? 'ar' : 'fr');
  const [first, arabic, reloads, stops] = guests as [Page, Page, Page, Page];
  await heard(chair, panel);
  await expect(chair.getByText('Trois façons de voter en secret')).toBeVisible();
  await expectAccessible(chair);
  // One telephone scanned a square with another key than the server gives out.
  await stops.evaluate(() => sessionStorage.setItem('ballot-key', '0'.repeat(32)));
  await chair.fill('#said', '7');
  await step(chair, 'freeze');
  for (const guest of guests.slice(0, 4)) await step(guest, 'count_is_right');
  await expect(stops.getByText('Arrêtez')).toBeVisible();
  await expectAccessible(stops);
  await stops.evaluate(() => sessionStorage.removeItem('ballot-key'));
  await visit(stops, '/room');
  for (const guest of guests) await expect(guest.locator('#secret-choices')).toBeVisible({ timeout: 30_000 });
  await expectAccessible(arabic);
  await expectNoSidewaysScroll(arabic);
  await reloads.reload();
  for (const [n, guest] of guests.entries()) {
    const choices = guest.locator('#secret-choices input');
    await choices.nth(n < 4 ? 0 : 1).check();
    await guest.locator('main button.button[data-size=large]').click();
  }
  // In the moment before a ballot leaves the page is reloaded: the same ballot leaves, once.
  await reloads.reload();
  await expect(first.getByText('Votre bulletin est dans l’urne')).toBeVisible({ timeout: 40_000 });
  await expect(arabic.getByText('صوتك في الصندوق')).toBeVisible({ timeout: 40_000 });
  await expect(chair.getByText('7 bulletins sur 7')).toBeVisible({ timeout: 60_000 });
  await step(chair, 'release');
  await expect(first.getByText('a retrouvé son bulletin')).toBeVisible({ timeout: 30_000 });
  for (const guest of guests) {
    await expect.poll(() => guest.evaluate(() => Object.keys(sessionStorage).length), { timeout: 30_000 }).toBe(0);
  }
  await expect(async () => {
    await chair.goto(panel);
    await expect(chair.getByText('7 téléphones sur 7 ont retrouvé leur bulletin')).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await expectAccessible(chair);
});

test('a telephone without script is told so, and a tablet is handed round', async ({ person, noise }) => {
  test.setTimeout(240_000);
  noise.allow(/was preloaded/);
  const { chair, panel, code } = await opened(person, { secret: 'yes' });
  const without = await person({ ...PHONE, javaScriptEnabled: false });
  const others = [await person(PHONE), await person(PHONE)] as const;
  for (const guest of [without, ...others]) await joined(guest, code);
  await heard(chair, panel);
  await visit(without, '/room');
  await expect(without.locator('noscript .notice')).toBeVisible();
  await visit(chair, `${panel}/tablet`);
  const choices = chair.locator('input[name=choice]');
  for (let voter = 0; voter < 3; voter += 1) {
    await expect(choices, 'between two voters nothing stands there').toHaveCount(0);
    await expectAccessible(chair);
    await chair.getByRole('button', { name: 'La personne suivante touche ici' }).click();
    await expect(chair.locator('input[name=choice]:checked')).toHaveCount(0);
    await choices.first().check();
    await chair.getByRole('button', { name: 'Voter et rendre la tablette' }).click();
  }
  await chair.getByRole('button', { name: 'Toutes ont voté' }).click();
  await chair.waitForURL(new RegExp(`${panel}$`));
  await visit(without, '/room');
  await without.fill('#visited', '3');
  await step(without, 'confirm_visits');
  await expect(without.getByText('Nettement en tête.')).toBeVisible();
  await visit(chair, panel);
  await expect(chair.getByText('Vote secret sur une tablette')).toBeVisible();
});
