// A panel that votes until it agrees, in seven browsers: the chair's, five telephones (one in Arabic, one without script, one that is
// reloaded in the middle) and a tablet that two women share.

import { expect, expectAccessible, expectNoSidewaysScroll, test } from '../fixtures.ts';
import { heard, joined, opened, PHONE, step } from '../panel.ts';
import type { Page } from '@playwright/test';

const TABLET = { viewport: { width: 768, height: 1024 }, hasTouch: true };
/** The places of the two who share the tablet: one sat down with it, the other was given a place by the chair. */
const [WITH_TABLET, WITHOUT] = [5, 7];
const WHY = 'Elle va seule au tribunal et accompagne maintenant une voisine.';

test('seven browsers vote over and over until they agree', async ({ person, noise, server }) => {
  test.setTimeout(300_000);
  // While the server is started anew nobody answers.
  noise.allow(/ERR_(CONNECTION_REFUSED|EMPTY_RESPONSE|INCOMPLETE_CHUNKED_ENCODING|CONNECTION_RESET)/);
  const { chair, panel, code } = await opened(person, { method: 'iterative' });
  const [first, arabic, reloads] = [await person(PHONE), await person(PHONE), await person(PHONE)];
  const without = await person({ ...PHONE, javaScriptEnabled: false });
  const [tablet, last] = [await person(TABLET), await person(PHONE)];
  const guests = [first, arabic, reloads, without, tablet, last];
  for (const guest of guests) await joined(guest, code, guest === arabic ? 'ar' : 'fr');
  await seatedByChair(chair);
  await expect(chair.locator('.room-progress')).toContainText('7', { timeout: 10_000 });
  // Who chairs taps who speaks, and sees who was silent so far.
  await chair.goto(`${panel}/guide`);
  const silent = chair.getByText('N’ont pas encore parlé');
  await expect(async () => {
    await chair.getByRole('button', { name: /^1 · / }).click();
    await expect(chair.getByRole('button', { name: /^1 · .* · [1-9]$/ })).toBeVisible({ timeout: 500 });
  }).toPass();
  await expect(silent).not.toContainText('1 · ');
  await expect(async () => {
    await chair.getByRole('button', { name: 'Annuler le dernier' }).click();
    await expect(silent).toContainText('1 · ', { timeout: 500 });
  }).toPass();
  await chair.goto(panel);
  await heard(chair, panel);

  // With script a telephone goes along by itself; without, its person asks for the page again.
  const withScript = guests.filter((guest) => guest !== without);
  for (const guest of withScript) await expect(guest.locator('form.ballot')).toBeVisible({ timeout: 10_000 });
  await without.reload();
  await expect(arabic.locator('html')).toHaveAttribute('dir', 'rtl');
  // axe is a script itself.
  for (const guest of [arabic, tablet]) await expectAccessible(guest);
  for (const guest of [arabic, tablet, without]) await expectNoSidewaysScroll(guest);

  // The vote of a telephone that is reloaded in the middle is neither lost nor counted twice.
  await vote(reloads, 0);
  await reloads.reload();
  await expect(reloads.locator('form.ballot')).toHaveCount(0);
  await vote(first, 0);
  await vote(arabic, 0);
  for (const guest of [without, tablet, last]) await vote(guest, 1);
  await handedOn(chair, tablet, WITHOUT);
  await expect(tablet.locator('input[name=choice]:checked'), 'the next sees no choice of the one before').toHaveCount(0);
  await vote(tablet, 0);
  await expect(chair.locator('.room-progress')).toContainText('7 sur 7', { timeout: 10_000 });
  await expect(chair.locator('.tally'), 'no count before it is counted').toHaveCount(0);
  await step(chair, 'count');
  await expect(chair.getByText('Tours encore possibles : 2')).toBeVisible();
  await expectAccessible(chair);

  // The server goes down and comes back between the rounds: telephones find it again by themselves.
  await server.restart();
  await chair.reload();
  await step(chair, 'again');
  for (const guest of withScript) await expect(guest.locator('form.ballot')).toBeVisible({ timeout: 40_000 });
  await without.goto('/room');
  for (const guest of guests) await vote(guest, 0);
  await handedOn(chair, tablet, WITH_TABLET);
  await vote(tablet, 0);
  await step(chair, 'count');
  await chair.fill('textarea[name=reason_1]', WHY);
  await step(chair, 'reason_1');
  const decline = chair.locator('main button[name=step][value=decline]');
  if (await decline.count()) await decline.click();
  await step(chair, 'close');
  await chair.waitForURL(/\/record$/);
  await expect(chair.locator('main')).toContainText(WHY);
  await expect(chair.locator('main')).toContainText('tour 2');
  for (const guest of withScript) await expect(guest.locator('main')).toContainText(WHY, { timeout: 10_000 });
  await expectAccessible(arabic);
});

/** Somebody has no telephone: the chair gives her a place. */
async function seatedByChair(chair: Page) {
  const form = chair.locator('details', { has: chair.locator('button[value=seat]') });
  await form.locator('summary').click();
  await form.locator('input[name=category][value=survivor]').check();
  await form.locator('button[value=seat]').click();
  await expect(chair.getByText(`Place ${WITHOUT}`)).toBeVisible();
}

/** The tablet goes to whoever sits at this place: the chair gives the place to it by a code that holds once. */
async function handedOn(chair: Page, tablet: Page, place: number) {
  const seat = chair.locator('article', { hasText: `Place ${place}` });
  await seat.locator('summary').click();
  await seat.locator('button[value=reseat]').click();
  const code = (await seat.locator('.code-block').innerText()).replace(/\D/g, '');
  await joined(tablet, code);
}

async function vote(guest: Page, choice: number) {
  // Each telephone has an order of its own; the stories are told apart by their ids.
  const ids = await guest.locator('input[name=choice]').evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value));
  await guest.locator(`input[name=choice][value="${ids.sort()[choice]}"]`).check();
  await step(guest, 'vote');
  await expect(guest.locator('form.ballot')).toHaveCount(0);
}
