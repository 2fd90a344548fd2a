// A secret vote as people hold it: seven telephones that count themselves aloud, fetch a token each, vote (one in Arabic, one that is
// reloaded in the middle, one that scanned a square with another key and stops) and write why; and a tablet that is handed round
// because somebody's telephone runs no script.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../fixtures.ts';
import { heard, joined, opened, PHONE, scanned, step, visit } from '../panel.ts';
import { tablet as withMicrophone } from '../tablet.ts';
import type { Locator, Page } from '@playwright/test';

const TABLET = { viewport: { width: 768, height: 1024 }, hasTouch: true };
const GROUPS = 'Elle va seule au tribunal et accompagne maintenant une voisine.';
const DISSENT = 'Le toit a changé la vie de toute la maison.';
const WRITTEN = ['Elle n’a plus peur du guichet.', 'صار لها اسم على الورق.', 'Ses enfants sont inscrits à l’école.'];

test('seven telephones vote in secret, find their ballots and forget them, and write why', async ({ person }) => {
  test.setTimeout(420_000);
  const { chair, panel, code, square } = await opened(person, { secret: 'yes' });
  const guests: Page[] = [];
  for (let n = 0; n < 7; n += 1) guests.push(await person(PHONE));
  const [first, arabic, reloads, stops, scans, ...typing] = guests as [Page, Page, Page, Page, Page, ...Page[]];
  expect(square).toMatch(new RegExp(`/join#${code}\\.[0-9a-f]{32}$`));
  const key = square.slice(-32);
  await scanned(scans, square);
  expect(await kept(scans)).toEqual({ 'ballot-key': key });
  // One telephone scans a square with another key than the server gives out.
  await scanned(stops, square.slice(0, -1) + (square.endsWith('0') ? '1' : '0'));
  for (const guest of [first, arabic, reloads, ...typing]) await joined(guest, code, guest === arabic ? 'ar' : 'fr');
  await heard(chair, panel);
  await expect(chair.getByText('Trois façons de voter en secret')).toBeVisible();
  await expectAccessible(chair);

  await chair.fill('#said', '7');
  await step(chair, 'freeze');
  for (const guest of guests.slice(0, 4)) await step(guest, 'count_is_right');
  await expect(stops.getByText('Arrêtez')).toBeVisible({ timeout: 30_000 });
  await expectAccessible(stops);
  // Whoever scanned no square compares the key by eye: the digits come from the key that the telephone was given.
  for (const guest of [first, arabic, reloads, ...typing]) await compared(guest, chair);
  for (const guest of guests.filter((one) => one !== stops)) {
    await expect(guest.getByText(guest === arabic ? 'لدى هذا الهاتف رمزه' : 'Ce téléphone a son jeton')).toBeVisible();
  }
  // The square is on no screen any more; a photograph of it can still be scanned, and the seat is found again by going back.
  await stops.goto(square);
  await expect(stops.locator('#code')).toHaveValue(code);
  await stops.goBack();

  for (const guest of guests) await expect(guest.locator('#secret-choices')).toBeVisible({ timeout: 30_000 });
  await expectAccessible(arabic);
  await expectNoSidewaysScroll(arabic);
  await reloads.reload();
  for (const [n, guest] of guests.entries()) await vote(guest, n < 5 ? 0 : 1);
  // In the moment before a ballot leaves the page is reloaded: the same ballot leaves, once.
  await reloads.reload();
  await expect(first.getByText('Votre bulletin est dans l’urne')).toBeVisible({ timeout: 40_000 });
  await expect(arabic.getByText('صوتك في الصندوق')).toBeVisible({ timeout: 40_000 });
  await expect(chair.getByText('7 bulletins sur 7')).toBeVisible({ timeout: 60_000 });
  await step(chair, 'release');
  await expect(first.getByText('a retrouvé son bulletin')).toBeVisible({ timeout: 30_000 });
  // The key that was scanned or compared is still needed: reasons are written under it, too.
  for (const guest of guests) await expect.poll(() => kept(guest), { timeout: 30_000 }).toEqual({ 'ballot-key': key });
  await expect(async () => {
    await chair.goto(panel);
    await expect(chair.getByText('7 téléphones sur 7 ont retrouvé leur bulletin')).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await expectAccessible(chair);

  await step(chair, 'open_reasons');
  for (const guest of guests) await expect(guest.locator('#secret-reason')).toBeVisible({ timeout: 30_000 });
  await expectAccessible(arabic);
  await expectNoSidewaysScroll(arabic);
  for (const [n, guest] of [first, arabic, stops].entries()) await write(guest, WRITTEN[n] ?? '');
  for (const guest of [first, stops]) await expect(guest.getByText('Votre raison est dans la boîte')).toBeVisible({ timeout: 40_000 });
  await expect(arabic.getByText('سببك في الصندوق')).toBeVisible({ timeout: 40_000 });
  await expect(chair.getByText('3 billets dans la boîte')).toBeVisible();
  await expect(first.locator('blockquote'), 'nothing is read before the box is opened').toHaveCount(0);
  await step(chair, 'release_reasons');
  for (const guest of [chair, ...guests]) await expect.poll(() => voices(guest), { timeout: 30_000 }).toEqual([...WRITTEN].sort());
  await expectAccessible(arabic);

  await chair.fill('textarea[name=reason_1]', GROUPS);
  await step(chair, 'reason_1');
  await chair.fill('textarea[name=dissent]', DISSENT);
  await step(chair, 'dissent');
  await step(chair, 'close');
  await chair.waitForURL(/\/record$/);
  const record = chair.locator('main');
  for (const said of ['Vote secret par téléphones', GROUPS, DISSENT, ...WRITTEN]) await expect(record).toContainText(said);
  const counts = await chair.locator('table.tally td.number').allInnerTexts();
  expect(counts.filter((count) => count !== '0')).toEqual(['5', '2']);
  await expectAccessible(chair);
  for (const guest of guests) {
    await expect(guest.locator('main')).toContainText(GROUPS, { timeout: 30_000 });
    await expect.poll(() => kept(guest), { message: 'nothing is kept of a panel that is over' }).toEqual({});
  }
});

test('a ballot that never arrived is missed by its telephone, and the panel votes again', async ({ person, server, noise }) => {
  test.setTimeout(300_000);
  noise.allow(/ERR_|Failed to (fetch|load)/);
  const { chair, panel, code } = await opened(person, { secret: 'yes' }, ['La fontaine', 'Le seuil']);
  const guests: Page[] = [];
  for (let n = 0; n < 8; n += 1) guests.push(await person(PHONE));
  const lost = guests[7] as Page;
  await lost.route('**/box/**', (route) => route.abort());
  for (const guest of guests) await joined(guest, code);
  await heard(chair, panel);
  await chair.fill('#said', '8');
  await step(chair, 'freeze');
  for (const guest of guests.slice(0, 5)) await step(guest, 'count_is_right');
  for (const guest of guests) await compared(guest, chair);
  for (const [n, guest] of guests.entries()) {
    await expect(guest.locator('#secret-choices')).toBeVisible({ timeout: 30_000 });
    await vote(guest, n % 2);
    // The server goes down while ballots are on their way and in the box: none is lost, and none is there twice.
    if (n === 4) await server.restart();
  }
  await expect(chair.getByText('7 bulletins sur 8')).toBeVisible({ timeout: 60_000 });
  await chair.getByText('Un téléphone ne répond plus').click();
  await step(chair, 'release_now');
  await expect(lost.getByText('n’a pas retrouvé son bulletin')).toBeVisible({ timeout: 30_000 });
  await expectAccessible(lost);
  await expect(async () => {
    await chair.goto(panel);
    await expect(chair.getByText('n’ont pas retrouvé leur bulletin : 1')).toBeVisible({ timeout: 500 });
  }).toPass({ timeout: 60_000 });
  await expectAccessible(chair);
  await step(chair, 'again');
  await expect(chair.getByText('Trois façons de voter en secret')).toBeVisible();
});

test('a telephone without script is told so, and a tablet is handed round', async ({ person, server }) => {
  test.setTimeout(300_000);
  const titles = ['Le carnet', 'La voisine', 'Le marché', 'Le puits', 'La lampe', 'Le sentier'];
  const { chair, panel, code, stories } = await opened(person, { secret: 'yes' }, titles);
  await readAloud(server.url, stories[0] ?? '');
  const without = await person({ ...PHONE, javaScriptEnabled: false });
  const guests = [without];
  for (let n = 0; n < 4; n += 1) guests.push(await person(PHONE));
  for (const guest of guests) await joined(guest, code);
  await heard(chair, panel);
  await visit(without, '/room');
  await expect(without.locator('noscript .notice')).toBeVisible();

  const tablet = await person(TABLET);
  await signIn(tablet, 'latifa', 'fr');
  await visit(tablet, `${panel}/tablet`);
  await expectAccessible(tablet);
  const choices = tablet.locator('label.ballot-choice');
  const orders = new Set<string>();
  for (let voter = 1; voter <= guests.length; voter += 1) {
    await expect(choices, 'between two voters nothing stands there').toHaveCount(0);
    await tablet.getByRole('button', { name: 'La personne suivante touche ici' }).click();
    await expect(tablet.locator('input[name=choice]:checked')).toHaveCount(0);
    orders.add((await choices.allInnerTexts()).join());
    if (voter === 1) await expectForWhoeverDoesNotRead(tablet, chair);
    await choices.filter({ hasText: 'Le puits' }).locator('input').check();
    await tablet.getByRole('button', { name: 'Voter et rendre la tablette' }).click();
    await expect(tablet.getByText(`Ont voté : ${voter}`)).toBeVisible();
  }
  expect(orders.size, 'each voter sees the stories in an order of her own').toBeGreaterThan(1);
  await tablet.getByRole('button', { name: 'Toutes ont voté' }).click();
  await tablet.waitForURL(new RegExp(`${panel}$`));
  expect(await kept(tablet)).toEqual({});
  await visit(without, '/room');
  await without.fill('#visited', '5');
  await step(without, 'confirm_visits');
  await expect(without.getByText('Nettement en tête.')).toBeVisible();
  await visit(chair, panel);
  await expect(chair.getByText('Vote secret sur une tablette')).toBeVisible();
});

/** Somebody sees on her telephone the digits that the chair's screen shows, and says so. */
async function compared(guest: Page, chair: Page) {
  const digits = await chair.locator('summary code').innerText();
  expect(digits).toMatch(/^[0-9]{3}( [0-9]{3}){3}$/);
  await expect(guest.locator('main p code')).toHaveText(digits, { timeout: 30_000 });
  await guest.locator('main button.button[data-size=large]').click();
}

/** What a browser keeps for this tab. */
async function kept(page: Page) {
  return page.evaluate(() => ({ ...sessionStorage }));
}

/** Puts a ballot for a story into the box: the same story for all, whatever order a telephone shows. */
async function vote(guest: Page, story: number) {
  const choices = guest.locator('#secret-choices input');
  // A blank vote is a row of zeros: sorted, it is the first.
  const values = await choices.evaluateAll((all) => all.map((one) => (one as HTMLInputElement).value).sort());
  await guest.locator(`#secret-choices input[value="${values[story + 1]}"]`).check();
  await guest.locator('main button.button[data-size=large]').click();
}

async function write(guest: Page, reason: string) {
  await guest.fill('#secret-reason', reason);
  await guest.locator('main button.button[data-size=large]').click();
  await expect(guest.locator('#secret-reason'), 'the next who looks sees no word').toHaveCount(0);
}

/** What was written by telephone, as a page shows it; sorted, because it stands there in no order. */
async function voices(page: Page) {
  return (await page.locator('main blockquote.reason').allInnerTexts()).sort();
}

/** Reads a story aloud into the microphone, as somebody of the team. */
async function readAloud(url: string, story: string) {
  const folder = await mkdtemp(join(tmpdir(), 'narration-'));
  const browser = await withMicrophone(folder);
  try {
    const page = browser.pages()[0] ?? (await browser.newPage());
    await signIn(page, 'ilham', 'fr', url);
    await page.goto(`${url}${story}/narration`);
    await page.getByRole('button', { name: 'Commencer à lire' }).click();
    await expect(page.locator('[data-seconds]')).not.toHaveText('0:00', { timeout: 15_000 });
    await page.getByRole('button', { name: 'Terminer et garder' }).click();
    await expect(page.locator('audio')).toBeVisible();
  } finally {
    await browser.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Each story has its picture, the same as on the chair's console, and its sound if somebody read it aloud; no story is an empty frame. */
async function expectForWhoeverDoesNotRead(tablet: Page, chair: Page) {
  const choices = tablet.locator('label.ballot-choice');
  const told = choices.filter({ has: tablet.locator('svg.picture[role=img]') });
  await expect(choices).toHaveCount((await told.count()) + 1);
  await visit(chair, new URL(tablet.url()).pathname.replace('/tablet', ''));
  expect(await pictures(told)).toEqual(await pictures(chair.locator('#next li:has(> svg.picture)')));
  const blank = choices.filter({ hasText: 'Blanc' });
  await expect(blank.locator('svg.picture[aria-hidden=true] path')).toHaveAttribute('d', 'M8 8h32v32H8z');
  const sound = tablet.locator('label.ballot-choice:has-text("Le carnet") + audio');
  await expect(tablet.locator('audio')).toHaveCount(1);
  await expect(sound).toBeVisible();
  await sound.evaluate(
    (one: HTMLAudioElement) =>
      new Promise<void>((heard, failed) => {
        one.addEventListener('timeupdate', () => one.currentTime > 0 && heard());
        one.addEventListener('error', () => failed(new Error('the browser does not play it')));
        one.play().catch(failed);
      }),
  );
  await expectAccessible(tablet);
}

/** Which picture stands beside which story. */
async function pictures(rows: Locator) {
  const found = await rows.evaluateAll((all) =>
    all.map((row) => `${row.querySelector('svg.picture')?.getAttribute('aria-label')}: ${row.textContent?.trim()}`),
  );
  return found.sort();
}
