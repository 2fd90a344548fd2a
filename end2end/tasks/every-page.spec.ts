// Every page in each of its three languages, by somebody whose desk it is: axe finds nothing, nothing is wider than its
// window at 360, 768 and 1280 pixels, each page says its direction. Pages behind a link are found by following it.

import { expect, expectAccessible, expectNoSidewaysScroll, PASSWORD, signIn, test } from '../fixtures.ts';
import { Server } from '../server.ts';
import type { Page } from '@playwright/test';

const LANGUAGES = { fr: 'ltr', ar: 'rtl', en: 'ltr' } as const;
type Language = keyof typeof LANGUAGES;
const PHONE = { width: 360, height: 740 };
const WIDTHS = [768, 1280, PHONE.width];

/** Who opens what; `page > link` opens the page and follows the first link whose address matches. */
const DESKS: Record<string, string[]> = {
  ilham: ['/', '/account', '/stories', '/stories/new', '/stories > /stories/[0-9a-f]{32}$', '/stories > /stories/[0-9a-f]{32}$ > /slip$', '/appointments', '/feedback'],
  karima: ['/excerpts', '/recalls'],
  latifa: ['/panels', '/panels/new', '/panels > /record$', '/panels > /record$ > /feedback$', '/panels > /record$ > /feedback$ > /script$'],
  zineb: ['/', '/programme', '/programme > /domains/', '/custody', '/feedback', '/feedback > /feedback/[0-9a-f]{32}/'],
  houda: [
    '/interchange', '/analysis', '/analysis?by=choice', '/analysis/pairs', '/analysis/actors', '/analysis/reasons', '/codebook/history', '/panels > /record$ > /codes$', '/analysis > /analysis/passages', '/analysis/agreement', '/search', '/codebook', '/codebook > /codebook/[0-9a-f]{32}$', '/excerpts', '/excerpts > /excerpts/[0-9a-f]{32}$',
    '/stories > /stories/[0-9a-f]{32}$ > /code$', '/stories > /stories/[0-9a-f]{32}$ > /code$ > /excerpts/new',
  ],
  rajae: [
    '/', '/briefs', '/briefs/new', '/briefs > /briefs/[0-9a-f]{32}$', '/briefs > /briefs/[0-9a-f]{32}$ > /issue$', '/indicators',
    '/indicators/new', '/indicators > /indicators/[0-9a-f]{32}$',
  ],
  samir: ['/', '/people', '/programmes'],
};

test.describe('every page', () => {
  test.use({ viewport: PHONE, hasTouch: true });

  for (const language of Object.keys(LANGUAGES) as Language[]) {
    test(`in ${language}`, async ({ page, noise }) => {
      test.setTimeout(600_000);
      // The 404 page is looked at, too; and leaving says what it clears.
      noise.allow(/status of 404/, /Clear-Site-Data/);
      for (const path of ['/sign-in', '/join', '/appointment', '/exit', '/nowhere']) await look(page, language, path);
      for (const [login, paths] of Object.entries(DESKS)) {
        await page.context().clearCookies();
        await signIn(page, login, language);
        for (const path of paths) await look(page, language, path);
      }
    });

    test(`of a panel that meets, in ${language}`, async ({ person }) => {
      const phone = { viewport: PHONE, hasTouch: true };
      const [chair, guest] = [await person(phone), await person(phone)];
      await signIn(chair, 'latifa', language);
      await chair.goto('/panels/new');
      // A domain is judged once at each level, and the languages share a server.
      await chair.locator('input[name=domain]').nth(Object.keys(LANGUAGES).indexOf(language)).check();
      await chair.locator('main form button[data-kind=primary]').click();
      await chair.waitForURL(/\/panels\/[0-9a-f]{32}$/);
      await check(chair, language);
      await guest.goto(`/join?lang=${language}`);
      await guest.fill('#code', (await chair.locator('.join-code').innerText()).replace(/\D/g, ''));
      await guest.locator('input[name=category][value=survivor]').check();
      await guest.locator('main form button[data-kind=primary]').click();
      await guest.waitForURL(/\/room$/);
      await check(guest, language);
      await chair.locator('button[name=step][value=start]').click();
      const story = guest.locator('main .story-card a').first();
      await expect(story).toBeVisible();
      await check(guest, language);
      await check(chair, language);
      await expect(async () => {
        await guest.goto((await story.getAttribute('href')) ?? '');
      }).toPass();
      await check(guest, language);
    });
  }

  test('of setting up, and of opening a sealed server', async ({ page, noise }) => {
    const server = await Server.empty();
    noise.listenAt(server.url);
    // A passphrase belongs to the installation: there is no name to go with it.
    noise.allow(/Password forms should have/);
    const passphrase = 'sept figues et un puits profond';
    try {
      for (const language of Object.keys(LANGUAGES) as Language[]) await look(page, language, `${server.url}/set-up`);
      const answers = { programme: 'Un programme', period: '2026-1', name: 'Nadia', login: 'nadia', password: PASSWORD, passphrase };
      for (const [name, text] of Object.entries({ ...answers, passphrase_again: passphrase })) await page.fill(`#${name}`, text);
      await page.locator('main form button[data-kind=primary]').click();
      await check(page, 'en');
      await page.fill('#code', await page.locator('#recovery-code').innerText());
      await page.locator('main form button[data-kind=primary]').click();
      await page.waitForURL(/\/sign-in$/);
      await signIn(page, 'nadia', 'en', server.url);
      await page.goto(`${server.url}/custody`);
      await page.locator('form[action="/custody/seal"] button').click();
      await page.waitForURL(/\/unseal$/);
      for (const language of Object.keys(LANGUAGES) as Language[]) await look(page, language, `${server.url}/unseal`);
      await page.fill('#secret', passphrase);
      await page.locator('main form button[data-kind=primary]').click();
      await page.waitForURL(/\/sign-in$/);
    } finally {
      await page.close();
      await server.stop();
    }
  });
});

/** Opens the page and holds it to what every page is held to. */
async function look(page: Page, language: Language, path: string) {
  const [start = '', ...links] = path.split(' > ');
  await page.goto(start.startsWith('/') ? start : `${start}?lang=${language}`);
  if (!start.startsWith('http') && (await page.locator('html').getAttribute('lang')) !== language) await page.goto(`${start}?lang=${language}`);
  for (const link of links) {
    const addresses = await page.locator('main a').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    const found = addresses.find((address) => new RegExp(link).test(address));
    expect(found, `${path}: ${addresses.join(' ')}`).toBeDefined();
    await page.goto(found ?? '/');
  }
  await check(page, language);
}

async function check(page: Page, language: Language) {
  await expect(page.locator('html')).toHaveAttribute('dir', LANGUAGES[language]);
  await expectAccessible(page);
  for (const width of WIDTHS) {
    await page.setViewportSize({ ...PHONE, width });
    await expectNoSidewaysScroll(page);
  }
}
