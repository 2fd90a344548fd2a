// Every page in each of its three languages, by somebody whose desk it is: axe finds nothing, nothing is wider than its
// window, each page says its direction. Pages behind a link are found by following it.

import { expect, expectAccessible, expectNoSidewaysScroll, test } from '../fixtures.ts';
import { Server } from '../server.ts';
import type { Page } from '@playwright/test';

const PASSWORD = 'ouvrir la porte';
const LANGUAGES = { fr: 'ltr', ar: 'rtl', en: 'ltr' } as const;
type Language = keyof typeof LANGUAGES;

/** Who opens what; `page > link` opens the page and follows the first link whose address matches. */
const DESKS: Record<string, string[]> = {
  ilham: ['/', '/account', '/stories', '/stories/new', '/stories > /stories/[0-9a-f]{32}$'],
  karima: ['/excerpts', '/recalls'],
  latifa: ['/panels', '/panels/new', '/panels > /record$'],
  zineb: ['/', '/programme', '/programme > /domains/', '/custody'],
  houda: [
    '/interchange', '/analysis', '/analysis?by=choice', '/analysis/pairs', '/analysis > /analysis/passages', '/analysis/agreement', '/search', '/codebook', '/codebook > /codebook/[0-9a-f]{32}$', '/excerpts', '/excerpts > /excerpts/[0-9a-f]{32}$',
    '/stories > /stories/[0-9a-f]{32}$ > /code$', '/stories > /stories/[0-9a-f]{32}$ > /code$ > /excerpts/new',
  ],
  rajae: [
    '/', '/briefs', '/briefs/new', '/briefs > /briefs/[0-9a-f]{32}$', '/briefs > /briefs/[0-9a-f]{32}$ > /issue$', '/indicators',
    '/indicators/new', '/indicators > /indicators/[0-9a-f]{32}$',
  ],
  samir: ['/', '/people', '/programmes'],
};

test.describe('every page', () => {
  test.use({ viewport: { width: 360, height: 740 }, hasTouch: true });

  for (const language of Object.keys(LANGUAGES) as Language[]) {
    test(`in ${language}`, async ({ page, noise }) => {
      test.setTimeout(600_000);
      // The 404 page is looked at, too; and leaving says what it clears.
      noise.allow(/status of 404/, /Clear-Site-Data/);
      for (const path of ['/sign-in', '/join', '/exit', '/nowhere']) await look(page, language, path);
      for (const [login, paths] of Object.entries(DESKS)) {
        await page.context().clearCookies();
        await page.goto(`/sign-in?lang=${language}`);
        await page.fill('#login', login);
        await page.fill('#password', PASSWORD);
        await page.locator('main form button').click();
        await expect(page).toHaveURL(/\/$/);
        for (const path of paths) await look(page, language, path);
      }
    });
  }

  test('of setting up', async ({ page, noise }) => {
    const server = await Server.empty();
    noise.listenAt(server.url);
    try {
      for (const language of Object.keys(LANGUAGES) as Language[]) await look(page, language, `${server.url}/set-up`);
    } finally {
      await page.close();
      await server.stop();
    }
  });
});

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
  await expect(page.locator('html')).toHaveAttribute('dir', LANGUAGES[language]);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}
