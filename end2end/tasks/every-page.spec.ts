// Every page in each of its three languages, by somebody whose desk it is: axe finds nothing, nothing is wider than its
// window at 360, 768 and 1280 pixels, each page says its direction and that it belongs to a demonstration. Pages behind a link
// are found by following it. A page of the router at which nobody looks fails by its name. In French some are seen in the dark.

import { readFile } from 'node:fs/promises';
import { expect, expectAccessible, expectNoSidewaysScroll, PASSWORD, signIn, test, type Person } from '../fixtures.ts';
import { Server } from '../server.ts';
import type { Page } from '@playwright/test';

const LANGUAGES = { fr: 'ltr', ar: 'rtl', en: 'ltr' } as const;
type Language = keyof typeof LANGUAGES;
const PHONE = { width: 360, height: 740 };
const WIDTHS = [768, 1280, PHONE.width];

/** As many bytes as a form may have: `BODY_BYTES` in `app/src/lib.rs`. */
const BODY_BYTES = 2 * 1024 * 1024;

/** A story that bears a code: others that have just been told, in another play on the same server, bear none. */
const CODED = '/analysis > /analysis/passages > /stories/[0-9a-f]{32}$';

/** Who opens what; `page > link` opens the page and follows the first link whose address matches, or that a selector finds. */
const DESKS: Record<string, string[]> = {
  ilham: [
    '/', '/account', '/account/second', '/stories', '/stories/new', '/stories > /stories/[0-9a-f]{32}$',
    '/stories > /stories/[0-9a-f]{32}$ > /slip$', '/stories > /stories/[0-9a-f]{32}$ > /edit$',
    '/stories > /stories/[0-9a-f]{32}$ > /narration$',
    '/stories > /stories/[0-9a-f]{32}$ > /withdraw$', '/stories > /stories/[0-9a-f]{32}$ > /briefs$', '/stories > /stories/[0-9a-f]{32}$ > /translate$', '/stories > /stories/[0-9a-f]{32}$ > /anonymise$', '/sound',
    '/sound > /stories/[0-9a-f]{32}$ > /transcript$', '/appointments', '/feedback',
    '/gatherings', '/gatherings/new', '/gatherings > /gatherings/[0-9a-f]{32}$',
  ],
  karima: ['/excerpts', '/recalls', '/stories/renewals', '/programme/referrals', '/programme/referrals > /referrals/[0-9a-f]{32}$', '/programme/exposure'],
  latifa: [
    '/panels', '/panels/new', '/panels > /record$', '/panels > /record$ > /feedback$',
    '/panels > /record$ > /feedback$ > /script$',
  ],
  zineb: [
    '/', '/programme', '/people/seconds', '/programme > /domains/', '/programme/questions', '/programme/questions/new', '/programme/questions/heard',
    '/programme/words', '/programme/consent', '/programme/consent > /programme/consent/ar/p1$',
    '/programme/questions > /programme/questions/[0-9a-f]{32}$', '/programme/kit', '/custody', '/feedback', '/feedback > /feedback/[0-9a-f]{32}/', '/briefs',
    '/briefs > /review$',
  ],
  houda: [
    '/interchange', '/analysis', '/analysis?by=choice', '/analysis?by=site&within=direction:good', '/analysis/pairs', '/analysis/actors', '/analysis/reasons',
    '/codebook/history', '/panels > /record$ > /codes$', '/analysis > /analysis/passages', '/analysis/agreement', '/analysis/answers',
    '/analysis/agreement > /analysis/agreement/[0-9a-f]{32}$', '/search', '/search > /search/saved/[0-9a-f]{32}$',
    '/coding/batches', '/coding/orphans', '/codebook', '/codebook > /codebook/[0-9a-f]{32}$',
    '/codebook > li:has(>span.hint)>a.code > /split$', '/excerpts',
    '/excerpts > /excerpts/library$', '/excerpts > /excerpts/people$', '/excerpts > /excerpts/[0-9a-f]{32}$',
    '/excerpts > /excerpts/[0-9a-f]{32}$ > /shows$', '/excerpts > /excerpts/[0-9a-f]{32}$ > /revise$',
    '/stories > /stories/[0-9a-f]{32}$ > /verification$', `${CODED} > /code$`, `${CODED} > /code$ > /excerpts/new`,
    `${CODED} > /code$ > /excerpts/new > /names$`,
  ],
  rajae: [
    '/', '/excerpts/library', '/briefs', '/briefs/new',
    '/briefs/templates', '/briefs/templates > /decision_makers.fr$', '/briefs > /briefs/[0-9a-f]{32}$',
    '/briefs > /briefs/[0-9a-f]{32}$ > /issue$', '/briefs > /briefs/[0-9a-f]{32}$ > /review$',
    '/briefs > /briefs/[0-9a-f]{32}$ > /review$ > /versions/1$', '/indicators',
    '/indicators/new', '/indicators > /indicators/[0-9a-f]{32}$',
    '/images', '/images/new', '/images > /images/[0-9a-f]{32}$',
  ],
  samir: ['/', '/people', '/programmes'],
};

/** What somebody does first: pages that no link leads to, and what the demonstration does not hold by itself. */
const DEEDS: Record<string, (page: Page, language: Language, person: Person) => Promise<void>> = {
  ilham: recordAndWithdraw,
  zineb: coordinate,
  houda: searchAndCode,
  rajae: illustrate,
};

/** Routes that answer to a GET with no page, and with what; without the names of what they capture, as `pattern` writes them. */
const NO_PAGES: Record<string, string> = {
  '/panels/{}/events': 'news as they come',
  '/room/events': 'news as they come',
  '/stories/{}/code/events': 'news as they come',
  '/search/progress': 'news as they come',
  '/panels/{}/minutes/{}': 'a file',
  '/recalls/{}/{}': 'a file',
  '/briefs/{}/issues/{}/cards/{}': 'a file',
  '/interchange/{}': 'a file',
  '/analysis/answers/{}': 'a file',
  '/programme/kit/{}': 'a file',
  '/programme/consent/{}/{}/sound': 'a file',
  '/stories/{}/sound/{}': 'a file',
  '/stories/{}/narration/{}': 'a file',
  '/room/stories/{}/narration': 'a file',
  '/panels/{}/stories/{}/narration': 'a file',
  '/briefs/{}/issues/{}/brief.html': 'a file',
  '/briefs/{}/issues/{}/brief.pdf': 'a file',
  '/briefs/{}/issues/{}/brief.archive.pdf': 'a file',
  '/briefs/{}/issues/{}/brief.docx': 'a file',
  '/briefs/{}/issues/{}/brief.md': 'a file',
  '/images/{}/file': 'a file',
};

/** Pages at which another test of this file looks, as it is asked at its end. */
const ELSEWHERE = {
  panel: ['/panels/{}', '/panels/{}/guide', '/panels/{}/cards', '/panels/{}/stories/{}', '/room', '/room/stories/{}'],
  setUp: ['/set-up', '/unseal'],
  secret: ['/panels/{}/tablet'],
  recall: ['/recalls/{}', '/briefs/{}/issues/{}/cards'],
};

/** Pages that say nothing of us, so no banner either. */
const NEUTRAL = ['/exit', '/notes/away', '/appointment'];

/** Pages that are looked at in the dark, too. */
const DARK = ['/', '/stories', '/stories/{}', '/analysis', '/briefs/{}', '/panels/{}', '/panels/{}/record'];

/** The addresses at which this test has looked so far. */
const seen = new Set<string>();

test.describe('every page', () => {
  // Most of the time of the whole run: who is free takes the next language.
  test.describe.configure({ mode: 'parallel' });
  test.use({ viewport: PHONE, hasTouch: true, actionTimeout: 30_000 });
  test.beforeEach(() => seen.clear());

  for (const language of Object.keys(LANGUAGES) as Language[]) {
    test(`in ${language}`, async ({ page, person, noise }) => {
      test.setTimeout(600_000);
      // Pages that say no are looked at, too; and leaving says what it clears.
      noise.allow(/status of 4(04|09|13|22)/, /Clear-Site-Data/);
      for (const path of ['/sign-in', '/join', '/secrecy', '/appointment', '/notes/away', '/exit']) await look(page, language, path);
      await look(page, language, '/nowhere', { status: 404 });
      await sendTooMuch(page, language);
      for (const [login, paths] of Object.entries(DESKS)) {
        await page.context().clearCookies();
        await signIn(page, login, language);
        await DEEDS[login]?.(page, language, person);
        for (const path of paths) await look(page, language, path);
      }
      const elsewhere = Object.values(ELSEWHERE).flat();
      expectSeen((await routes()).filter((route) => !(route in NO_PAGES) && !elsewhere.includes(route)));
    });

    test(`of a panel that meets, in ${language}`, async ({ person }) => {
      test.setTimeout(300_000);
      const phone = { viewport: PHONE, hasTouch: true };
      const [chair, guest] = [await person(phone), await person(phone)];
      await signIn(chair, 'latifa', language);
      await chair.goto('/panels/new');
      // A domain is judged once at each level, and the languages share a server.
      await chair.locator('input[name=domain]').nth(Object.keys(LANGUAGES).indexOf(language)).check();
      await chair.locator('main form button[data-kind=primary]').click();
      await chair.waitForURL(/\/panels\/[0-9a-f]{32}$/);
      const panel = new URL(chair.url()).pathname;
      await check(chair, language);
      await look(chair, language, `${panel} > /guide$`);
      await look(chair, language, `${panel} > /cards$`);
      await chair.goto(panel);
      // As if she had scanned the square: the code is typed already, and stands in no address.
      const code = (await chair.locator('.join-code').innerText()).replace(/\D/g, '');
      await guest.goto(`/join?lang=${language}#${code}`);
      await expect(guest.locator('#code')).toHaveValue(code);
      expect(new URL(guest.url()).hash).toBe('');
      await guest.locator('input[name=category][value=survivor]').check();
      await guest.locator('main form button[data-kind=primary]').click();
      await guest.waitForURL(/\/room$/);
      await check(guest, language);

      // Hearing.
      await send(chair, 'button[name=step][value=start]');
      await expect(guest.locator('main .story-card a').first()).toBeVisible();
      await check(guest, language);
      await check(chair, language);
      await look(chair, language, `${panel} > /stories/[0-9a-f]{32}$`);
      for (const story of await addresses(guest, 'main .story-card a')) {
        await visit(guest, story);
        if (!seen.has('/room/stories/{}')) await check(guest, language);
        await send(guest, 'main button[name=step][value=heard]');
        await guest.waitForURL(/\/room$/);
      }

      // Voting.
      await visit(chair, panel);
      const discuss = 'main button[name=step][value=discuss]';
      while ((await chair.locator(discuss).count()) > 0) await send(chair, discuss);
      await send(chair, 'main button[name=step][value=open_vote]');
      await expect(chair.locator('main button[name=step][value=count]')).toBeVisible();
      await check(chair, language);
      await visit(guest, '/room');
      await expect(guest.locator('.ballot')).toBeVisible();
      await check(guest, language);
      await guest.locator('input[name=choice]').first().check();
      await send(guest, 'main button[name=step][value=vote]');
      await expect(guest.locator('.ballot')).toHaveCount(0);

      // Writing the reasons.
      await visit(chair, panel);
      await send(chair, 'main button[name=step][value=count]');
      await expect(chair.locator('textarea[name=reason_1]')).toBeVisible();
      await check(chair, language);
      await visit(guest, '/room');
      await check(guest, language);
      expectSeen(ELSEWHERE.panel);
    });
  }

  test('of a vote on a tablet', async ({ person }) => {
    test.setTimeout(180_000);
    const [chair, guest] = [await person(), await person()];
    await signIn(chair, 'latifa', 'fr');
    await chair.goto('/panels/new');
    await chair.locator('input[name=domain]').nth(Object.keys(LANGUAGES).length).check();
    await chair.locator('input[name=secret][value=yes]').check();
    await send(chair, 'main form button[data-kind=primary]');
    const code = (await chair.locator('.join-code').innerText()).replace(/\D/g, '');
    await guest.goto(`/join?lang=fr#${code}`);
    await guest.locator('input[name=category][value=survivor]').check();
    await send(guest, 'main form button[data-kind=primary]');
    await send(chair, 'button[name=step][value=start]');
    const discuss = 'main button[name=step][value=discuss]';
    while ((await chair.locator(discuss).count()) > 0) await send(chair, discuss);
    await send(chair, 'main button[name=step][value=open_vote]');
    const panel = new URL(chair.url()).pathname;
    for (const language of Object.keys(LANGUAGES) as Language[]) {
      await look(chair, language, panel);
      await look(chair, language, `${panel}/tablet`);
      await look(guest, language, '/room');
    }
    expectSeen(ELSEWHERE.secret);
  });

  test('of a brief that went out and is called back', async ({ person, noise }) => {
    test.setTimeout(300_000);
    const server = await Server.start();
    noise.listenAt(server.url);
    const [rajae, zineb] = [await person({ baseURL: server.url }), await person({ baseURL: server.url })];
    const first = async (page: Page, pattern: RegExp) => (await addresses(page, 'main a')).find((one) => pattern.test(one)) ?? '';
    try {
      await signIn(rajae, 'rajae', 'fr');
      await rajae.goto('/briefs');
      const brief = await first(rajae, /\/briefs\/[0-9a-f]{32}$/);
      await signIn(zineb, 'zineb', 'fr');
      await zineb.goto(`${brief}/review`);
      await zineb.locator('input[name=to][value=press]').check();
      // What the guard says of so small a programme is no matter here.
      if ((await zineb.locator('#despite').count()) > 0) await zineb.fill('#despite', 'Chiffres inventés.');
      await send(zineb, 'main button[value=sign_off]');
      await rajae.goto(`${brief}/issue`);
      await rajae.locator('input[name=addressee][value=press]').check();
      await rajae.locator('main form button[data-kind=primary]').click();
      await rajae.waitForURL(/#issues$/);
      for (const language of Object.keys(LANGUAGES) as Language[]) await look(rajae, language, `${brief} > /cards$`);
      await zineb.goto('/excerpts');
      for (const excerpt of await addresses(zineb, 'main a[href^="/excerpts/"]')) {
        if (!/\/[0-9a-f]{32}$/.test(excerpt)) continue;
        await zineb.goto(excerpt);
        const story = /\/stories\/[0-9a-f]{32}/.exec(await first(zineb, /\/stories\/[0-9a-f]{32}/))?.[0];
        await zineb.goto(`${story}/briefs`);
        if ((await zineb.locator('main table').count()) === 0) continue;
        for (const language of Object.keys(LANGUAGES) as Language[]) await look(zineb, language, `${story}/briefs`);
        await zineb.goto(`${story}/withdraw`);
        await send(zineb, 'main button[data-kind=danger]');
        break;
      }
      for (const language of Object.keys(LANGUAGES) as Language[]) await look(rajae, language, '/recalls > /recalls/[0-9a-f]{32}$');
      await rajae.locator('main form button[data-kind=primary]').click();
      await rajae.waitForURL(/\/recalls$/);
      await check(rajae, 'en');
      expectSeen(ELSEWHERE.recall);
    } finally {
      await server.stop();
    }
  });

  test('of setting up, and of opening a sealed server', async ({ page, noise }) => {
    test.setTimeout(180_000);
    const server = await Server.empty();
    noise.listenAt(server.url);
    // A passphrase belongs to the installation: there is no name to go with it. And the code is mistyped on purpose.
    noise.allow(/Password forms should have/, /status of 422/);
    const passphrase = 'sept figues et un puits profond';
    const real = { isDemonstration: false };
    const languages = Object.keys(LANGUAGES) as Language[];
    try {
      for (const language of languages) await look(page, language, `${server.url}/set-up`, real);
      const answers = { programme: 'Un programme', period: '2026-1', name: 'Nadia', login: 'nadia', password: PASSWORD, passphrase };
      for (const [name, text] of Object.entries({ ...answers, passphrase_again: passphrase })) await page.fill(`#${name}`, text);
      await send(page, 'main form button[data-kind=primary]');
      const code = await page.locator('#recovery-code').innerText();
      await check(page, 'en', real);
      // The page that asks for the code again is the answer to a form: the language is chosen before it is sent.
      for (const language of languages) {
        await page.context().addCookies([{ name: 'language', value: language, url: server.url }]);
        await page.fill('#code', 'AAAA');
        await send(page, 'main form button[data-kind=primary]');
        await expect(page.locator('#code-error')).toBeVisible();
        await check(page, language, real);
      }
      await page.fill('#code', code);
      await page.locator('main form button[data-kind=primary]').click();
      await page.waitForURL(/\/sign-in$/);
      await signIn(page, 'nadia', 'en', server.url);
      await page.goto(`${server.url}/custody`);
      await page.locator('form[action="/custody/seal"] button').click();
      await page.waitForURL(/\/unseal$/);
      for (const language of languages) await look(page, language, `${server.url}/unseal`, real);
      await page.fill('#secret', passphrase);
      await page.locator('main form button[data-kind=primary]').click();
      await page.waitForURL(/\/sign-in$/);
      expectSeen(ELSEWHERE.setUp);
    } finally {
      await page.close();
      await server.stop();
    }
  });

  test('of which this file speaks is a page of the router', async () => {
    const named = [...Object.keys(NO_PAGES), ...Object.values(ELSEWHERE).flat(), ...NEUTRAL, ...DARK];
    const known = [...(await routes()), ...(await routes('notes.rs'))];
    expect(named.filter((route) => !known.includes(route))).toEqual([]);
  });
});

/** How a page is to answer, and whether it belongs to a demonstration. */
interface Held {
  status?: number;
  isDemonstration?: boolean;
}

/** Opens the page and holds it to what every page is held to. */
async function look(page: Page, language: Language, path: string, held: Held = {}) {
  const [start = '', ...links] = path.split(' > ');
  let answer = await page.goto(start.startsWith('/') ? start : `${start}?lang=${language}`);
  if (!start.startsWith('http') && (await page.locator('html').getAttribute('lang')) !== language) {
    answer = await page.goto(`${start}?lang=${language}`);
  }
  for (const link of links) {
    const isAddress = link.startsWith('/');
    const offered = await addresses(page, isAddress ? 'main a' : `main ${link}`);
    const found = offered.find((address) => !isAddress || new RegExp(link).test(address));
    expect(found, `${path}: ${offered.join(' ')}`).toBeDefined();
    answer = await page.goto(found ?? '/');
  }
  expect(answer?.status(), path).toBe(held.status ?? 200);
  await check(page, language, held);
}

/** Looks at the page that is open. */
async function check(page: Page, language: Language, { isDemonstration = true }: Held = {}) {
  const here = pattern(new URL(page.url()).pathname);
  await expect(page.locator('html')).toHaveAttribute('dir', LANGUAGES[language]);
  const isRefusal = (await page.locator('.refusal').count()) > 0;
  const banners = isDemonstration ? 1 : 0;
  if (!isRefusal && !NEUTRAL.includes(here)) await expect(page.locator('.banner'), here).toHaveCount(banners);
  await expectAccessible(page);
  for (const width of WIDTHS) {
    await page.setViewportSize({ ...PHONE, width });
    await expectNoSidewaysScroll(page);
  }
  if (language === 'fr' && DARK.includes(here) && !seen.has(here)) await checkInTheDark(page);
  if (!isRefusal) seen.add(here);
}

/** In the dark each ground and what stands on it has another colour, so axe measures them again. */
async function checkInTheDark(page: Page) {
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await page.evaluate(() => getComputedStyle(document.documentElement).colorScheme)).toBe('dark');
  await expectAccessible(page);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** An address without its ids, its number and what it reads aloud, as the router writes it without the names of what it captures. */
function pattern(path: string): string {
  return path.replace(/\{[^}]*\}|[^/]*[0-9a-f]{32}[^/]*|(?<=\/)\d+$|[^/]+\.(?:fr|ar|en)$|(?<=^\/programme\/consent(?:\/[^/]+)?\/)[^/]+/g, '{}');
}

/** The patterns of all that answers to a GET, read from the router itself; the tablet's pages have a file of their own and plays of
 *  their own. */
async function routes(file = 'lib.rs'): Promise<string[]> {
  const source = await readFile(new URL(`../../app/src/${file}`, import.meta.url), 'utf8');
  const answering = source.split('.route(').slice(1).filter((route) => /\bget\(/.test(route));
  return answering.map((route) => pattern(/^\s*"([^"]*)"/.exec(route)?.[1] ?? route));
}

/** Fails with the pages of these at which the test has not looked. */
function expectSeen(pages: string[]) {
  expect(pages.filter((one) => !seen.has(one)), 'pages at which nobody looked').toEqual([]);
}

/** Where links lead. */
async function addresses(page: Page, links: string): Promise<string[]> {
  return page.evaluate((links) => Array.from(document.querySelectorAll(links), (link) => link.getAttribute('href') ?? ''), links);
}

/** Opens a page of the panel. It may load itself anew at that very moment, because the panel went a stage further. */
async function visit(page: Page, path: string) {
  await expect(async () => void (await page.goto(path))).toPass();
}

/** Presses the first such button and waits for the page that answers. */
async function send(page: Page, button: string) {
  await Promise.all([page.waitForEvent('domcontentloaded'), page.locator(button).first().click()]);
}

/** Opens what is folded around something. */
async function unfold(page: Page, inside: string) {
  await page.locator('details', { has: page.locator(inside) }).locator('summary').click();
}

/** A form with more in it than a form can hold. */
async function sendTooMuch(page: Page, language: Language) {
  await page.goto(`/sign-in?lang=${language}`);
  const form = page.locator('main form');
  const submit = form.evaluate((form: HTMLFormElement, bytes) => {
    form.append(Object.assign(document.createElement('input'), { type: 'hidden', name: 'more', value: 'x'.repeat(bytes) }));
    form.submit();
  }, BODY_BYTES);
  await Promise.all([page.waitForEvent('domcontentloaded'), submit]);
  await expectRefusal(page, language, 413);
}

async function expectRefusal(page: Page, language: Language, status: number) {
  await expect(page.locator('.refusal-code')).toHaveText(String(status));
  await check(page, language);
}

/** A form that is refused and then filled in; and what is said to whoever takes her story back. */
async function recordAndWithdraw(page: Page, language: Language) {
  await page.goto('/stories/new');
  await send(page, 'main form button[data-kind=primary]');
  await expect(page.getByRole('alert')).toBeVisible();
  await check(page, language);
  await page.locator('input[name=domain]').first().check();
  await page.locator('input[name=change]').first().fill('je dors mieux');
  await page.locator('input[name=chosen]').first().check();
  for (const name of ['title', 'context', 'description', 'significance']) await page.fill(`#${name}`, 'Je dors mieux.');
  await page.locator('main form button[data-kind=primary]').click();
  await page.waitForURL(/\/stories\/[0-9a-f]{32}$/);
  await page.goto(`${page.url()}/withdraw`);
  await send(page, 'main button[data-kind=danger]');
  await expect(page.getByRole('status')).toBeVisible();
  await check(page, language);
}

async function coordinate(page: Page, language: Language) {
  await comeTooLate(page, language);
  await lookAtPeriod(page, language);
}

/** The levels of a period, what was heard and chosen, and its panels side by side, to which nothing leads before two have heard the same story. */
async function lookAtPeriod(page: Page, language: Language) {
  await page.goto('/programme');
  const [levels = ''] = await addresses(page, 'main a[href$="/levels"]');
  await look(page, language, levels);
  await look(page, language, levels.replace(/levels$/, 'fairness'));
  await look(page, language, levels.replace(/levels$/, 'beside'));
}

/** A period that is taken on from a stage at which it does not stand, as when somebody else was faster. */
async function comeTooLate(page: Page, language: Language) {
  await page.goto('/programme');
  const stage = page.locator('form[action$="/advance"] input[name=stage]').first();
  const submit = stage.evaluate((stage: HTMLInputElement) => {
    stage.value = stage.value === 'collecting' ? 'selecting' : 'collecting';
    stage.form?.submit();
  });
  await Promise.all([page.waitForEvent('domcontentloaded'), submit]);
  await expectRefusal(page, language, 409);
}

/** A picture for briefs, described, so that it is listed and lies on the shelf; each language has its own. */
async function illustrate(page: Page, language: Language): Promise<void> {
  await page.goto(`/images/new?lang=${language}`);
  await page.setInputFiles('#file', '../tests/briefs/door.png');
  await send(page, 'main form button[data-kind=primary]');
  await expect(page.locator('figure.image img')).toHaveJSProperty('naturalWidth', 48);
  await check(page, language);
  await send(page, 'main form button[data-kind=primary]');
  await expect(page.locator('#alt')).toHaveAttribute('aria-invalid', 'true');
  await page.fill('#alt', 'Une porte bleue');
  await page.fill('#credit', 'Dessin inventé');
  await page.check('#nobody');
  await send(page, 'main form button[data-kind=primary]');
  await page.waitForURL(/\/images$/);
}

/** A search that is kept, its stories coded in one go, and a story that two have coded. */
async function searchAndCode(page: Page, language: Language, person: Person) {
  await page.goto('/search');
  await page.fill('#q', 'guichet');
  await send(page, 'form[role=search] button[data-kind=primary]');
  await expect(page.locator('main .story-card').first()).toBeVisible();
  await check(page, language);
  await unfold(page, '#name');
  await page.fill('#name', `Guichet ${Date.now()}`);
  await send(page, 'form[action="/search/saved"] button');
  await unfold(page, '#given');
  await page.locator('#given').selectOption({ index: 1 });
  await send(page, 'form[action="/search/code"] button');
  await check(page, language);
  await page.locator('main button[data-kind=primary]').click();
  await page.waitForURL(/\/coding\/batches\/[0-9a-f]{32}$/);
  await check(page, language);
  // Taken back, so that the next language finds as much to give.
  await send(page, 'main button[data-kind=danger]');
  await codeAsSecond(page, person);
}

/** Lets a second analyst code a story that the first has coded, unless somebody has on this server. */
async function codeAsSecond(page: Page, person: Person) {
  await page.goto('/analysis/agreement');
  if ((await addresses(page, 'main a[href^="/analysis/agreement/"]')).length > 0) return;
  const samir = await person();
  await signIn(samir, 'samir', 'fr');
  await samir.goto('/people');
  const account = samir.locator('form[action="/people"]');
  for (const [name, text] of Object.entries({ name: 'Farida', login: 'farida', first_password: PASSWORD })) {
    await account.locator(`#${name}`).fill(text);
  }
  await account.locator('input[name=role][value=analyst]').check();
  await account.locator('input[name=site][value=all]').check();
  await send(samir, 'form[action="/people"] button');
  await expect(samir.locator('main table')).toContainText('Farida');
  const farida = await person();
  await signIn(farida, 'farida', 'fr');
  await look(farida, 'fr', `${CODED} > /code$`);
  await farida.fill('#words', await farida.locator('mark.coding').first().innerText());
  // The topmost code: the first analyst gave one below, so there is something to disagree about.
  await farida.locator('#code input[name=code]').first().evaluate((box: HTMLInputElement) => void (box.checked = true));
  await send(farida, '#marking button[data-kind=primary]');
  await expect(farida.locator('#given')).toContainText('Farida');
}
