// The whole job once: a story told, chosen by two panels, found, coded, quoted, put into a brief, withdrawn. Each person has a
// browser of her own. In French, and again with the pages in Arabic. Amina and everything she tells is invented.

import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test, type Person } from './fixtures.ts';
import { visit } from './panel.ts';
import { Server } from './server.ts';
import type { Page } from '@playwright/test';

const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true };

type Language = 'fr' | 'ar';

/** What Amina says, with a name, a place, a number and a day that must not reach a reader outside. */
const TOLD = {
  title: 'Mon nom au guichet',
  context: 'Je vivais sans papiers et je ne sortais que la nuit.',
  description:
    'Samira m’a accompagnée au tribunal d’Agadir le 14 mars 2025. L’avocate a écrit la demande. On m’a appelée au 06 12 34 56 78 et j’ai eu ma carte d’identité.',
  significance: 'Maintenant je montre mon nom sans baisser la tête. La sécurité, c’est cela.',
};
const PASSAGE = 'Samira m’a accompagnée au tribunal d’Agadir le 14 mars 2025.';

/** What the pages say, where a play must read it. */
const WORDS = {
  fr: { dir: 'ltr', changed: '*Le prénom a été modifié', sample: 'échantillon représentatif' },
  ar: { dir: 'rtl', changed: '*تم تغيير الاسم الشخصي', sample: 'عينة تمثيلية' },
} as const;

for (const language of ['fr', 'ar'] as const) {
  test(`from a story told to a brief, and back: pages in ${language}`, async ({ browser, noise, person }) => {
    test.setTimeout(900_000);
    // Refused forms and what is withdrawn are provoked on purpose.
    noise.allow(/status of 4(04|09|22)/);
    // Where script is off the browser's code is fetched ahead and rightly never run.
    noise.allow(/hikaya_bg\.wasm was preloaded/);
    const server = await Server.start(['--stories', '0']);
    noise.listenAt(server.url);
    const comes: Person = (options = {}) => person({ baseURL: server.url, ...options });
    try {
      await play(language, comes);
    } finally {
      await Promise.all(browser.contexts().map((context) => context.close()));
      await server.stop();
    }
    expectNothingSaid(server.output);
  });
}

async function play(language: Language, comes: Person) {
  const words = WORDS[language];

  // 1 · Sign in; 2 · capture.
  const ilham = await signedIn(comes, 'ilham', language);
  const story = await record(ilham, language, TOLD);
  const other = await record(ilham, language, { ...TOLD, title: 'Une chambre à moi', description: 'J’ai loué une chambre avec une serrure.' });
  await ilham.goto(story);
  await look(ilham, language);
  await expect(ilham.locator('main')).toContainText(TOLD.significance);

  // 3 · A panel at the clinic: five people with phones, one of them without script.
  const latifa = await signedIn(comes, 'latifa', language);
  const panel = await openPanel(latifa, language);
  const guests: Page[] = [];
  for (const [index, category] of ['survivor', 'survivor', 'peer_educator', 'staff', 'partner'].entries()) {
    const guest = await comes({ ...PHONE, javaScriptEnabled: index !== 4 });
    await join(guest, language, await codeOn(latifa, panel), category);
    guests.push(guest);
  }
  const [first, ...others] = guests as [Page, ...Page[]];
  await look(first, language);
  await hearAndDiscuss(latifa, panel, guests, language);
  for (const guest of guests) await vote(guest, guest === others[0] ? other : story);
  await expectHidden(first, latifa, panel);
  await secondVoteIsRefused(first, story);
  const record1 = await count(latifa, panel, story, language);
  await latifa.goto(record1);
  await look(latifa, language);
  await expect(latifa.locator('main')).toContainText(TOLD.title);
  await expect(latifa.locator('main')).toContainText(WHY);
  await expectOnPaper(latifa);

  // The chosen story goes up, with its reasons.
  const zineb = await signedIn(comes, 'zineb', language);
  const national = await openPanel(zineb, language, 'all');
  const delegates: Page[] = [];
  for (const category of ['survivor', 'staff', 'donor']) {
    const delegate = await comes(PHONE);
    await join(delegate, language, await codeOn(zineb, national), category);
    delegates.push(delegate);
  }
  await zineb.goto(national);
  await step(zineb, 'start');
  await visit(delegates[0]!, `/room${story}`);
  await expect(delegates[0]!.locator('main')).toContainText(WHY);
  await hearAndDiscuss(zineb, national, delegates, language, { started: true });
  for (const delegate of delegates) await vote(delegate, story);
  await zineb.goto(await count(zineb, national, story, language));
  await look(zineb, language);

  // 4 · Search in three languages, then a code on a passage.
  const houda = await signedIn(comes, 'houda', language);
  for (const query of QUERIES) {
    await search(houda, query);
    await expect(houda.locator(`main a[href="${story}"]`), query).toBeVisible();
  }
  await search(houda, 'tribunal');
  await expect(houda.locator('mark.hit').first()).toContainText('tribunal');
  await look(houda, language);
  await code(houda, story, language);

  // 5 · An excerpt: identifiers replaced, approved by another person.
  const excerpt = await makeExcerpt(houda, story, language);
  await expect(houda.locator('#approve')).toHaveCount(0);
  await zineb.goto(excerpt);
  await look(zineb, language);
  await expect(zineb.locator('.side-by-side')).toContainText('Samira');
  await zineb.click('#approve');
  await zineb.waitForURL(/\/excerpts/);

  // 6 · A brief.
  const rajae = await signedIn(comes, 'rajae', language);
  expect((await rajae.goto(story))?.status()).toBe(404);
  const brief = await writeBrief(rajae, language);
  await look(rajae, language);
  await signOff(zineb, brief, language);
  await issue(rajae, brief, language);
  const [html, pdf, docx] = await files(rajae, brief);
  expect(html).not.toMatch(/Samira|d’Agadir|14 mars|06 12/);
  expect(html).toContain(words.changed);
  expect(html).toContain(words.sample);
  expect(pdf).toMatch(/^%PDF-/);
  expect(docx).toMatch(/^PK/);
  expect(docx).toContain(words.changed);
  expect(docx).not.toMatch(/Samira|d’Agadir|14 mars|06 12/);

  // Consent is asked again: with P5 withdrawn nothing is handed over, and the excerpt is named.
  const karima = await signedIn(comes, 'karima', language);
  await takeBack(karima, story, 5);
  const held = await asked(rajae, await fileLink(rajae, brief, 'pdf'));
  expect(held.status).toBe(409);
  expect(held.text).toContain('P5');

  // 7 · Withdrawal.
  await karima.goto(`${story}/withdraw`);
  await look(karima, language);
  await karima.locator('main button[data-kind=danger]').click();
  await expect(karima.locator('main')).toContainText(BRIEF);
  await look(karima, language);
  await houda.waitForTimeout(1_000);
  await search(houda, 'tribunal');
  await expect(houda.locator(`main a[href="${story}"]`)).toHaveCount(0);
  await rajae.goto(brief);
  await expect(rajae.locator('#body')).not.toHaveValue(/excerpt:/);
  await rajae.goto('/recalls');
  await expect(rajae.locator('main')).toContainText(BRIEF);
  await look(rajae, language);
}

const WHY = 'Elle a demandé ses papiers seule et elle aide maintenant une voisine à le faire.';
const BRIEF = 'Des papiers pour toutes';
const QUERIES = ['sécurité', 'securite', 'الامان', 'safety', '"accompagnée au tribunal"'];

/** Between its margins an A4 sheet is so wide: 178 mm, in pixels of CSS. */
const PAPER = { width: 672, height: 1000 };

async function signedIn(comes: Person, login: string, language: Language): Promise<Page> {
  const page = await comes();
  await signIn(page, login, language);
  await look(page, language);
  return page;
}

/** What every page of the play is held to. */
async function look(page: Page, language: Language) {
  await expect(page.locator('html')).toHaveAttribute('dir', WORDS[language].dir);
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

/** The record of a panel on paper: what was decided and why, nothing to press, nothing cut off at the side. */
async function expectOnPaper(page: Page) {
  const screen = page.viewportSize() ?? PAPER;
  await page.emulateMedia({ media: 'print' });
  await page.setViewportSize(PAPER);
  for (const gone of ['.skip-links', '.masthead', '.banner', '.trail', '.colophon', 'main .no-print']) {
    await expect(page.locator(gone), gone).not.toHaveCount(0);
    await expect(page.locator(`${gone}:visible`), gone).toHaveCount(0);
  }
  for (const pressed of ['.button', '.actions']) await expect(page.locator(`${pressed}:visible`), pressed).toHaveCount(0);
  await expect(page.locator('main .reason', { hasText: WHY }).first()).toBeVisible();
  await expectNoSidewaysScroll(page);
  await page.emulateMedia({ media: null });
  await page.setViewportSize(screen);
  await expect(page.locator('.masthead')).toBeVisible();
}

/** The log says which pages were asked for, and nothing of what was told, decided, written or looked for; no id either. */
function expectNothingSaid(printed: string) {
  expect(printed).toContain('/stories/{id}');
  const words = [TOLD.title, 'Samira', 'tribunal', 'avocate', '06 12 34', 'baisser la tête', WHY, BRIEF, ...QUERIES];
  expect(words.filter((word) => printed.includes(word))).toEqual([]);
  expect(printed).not.toMatch(/[0-9a-f]{32}|[0-9a-f]{8}-[0-9a-f]{4}-/);
}

async function record(page: Page, language: Language, told: typeof TOLD): Promise<string> {
  await page.goto('/stories/new');
  await look(page, language);
  await page.locator('input[name=language][value=fr]').check();
  await page.locator('input[name=domain]').first().check();
  await page.locator('input[name=session][value=focus_group]').check();
  await page.locator('input[name=change]').nth(0).fill('j’ai mes papiers');
  await page.locator('input[name=change]').nth(1).fill('je dors mieux');
  await page.locator('input[name=chosen]').first().check();
  await page.locator('input[name=direction][value=good]').check();
  for (const [name, text] of Object.entries(told)) await page.fill(`#${name}`, text);
  for (const purpose of ['p1', 'p2', 'p3', 'p5']) await page.locator(`input[name=${purpose}][value=yes]`).check();
  for (const box of await page.locator('input[name=p5_to]').all()) await box.check();
  await page.locator('input[name=manner][value=spoken]').check();
  await page.locator('input[name=age][value=adult]').check();
  await page.locator('input[name=others][value=nobody]').check();
  await page.locator('input[name=teach_back][value=understood]').check();
  await page.fill('#witness', 'K2');
  await page.locator('input[name=read_back]').check();
  await page.locator('main form button[data-kind=primary]').click();
  await page.waitForURL(/\/stories\/[0-9a-f]{32}$/);
  return new URL(page.url()).pathname;
}

async function openPanel(chair: Page, language: Language, place?: string): Promise<string> {
  await chair.goto('/panels/new');
  await look(chair, language);
  if (place) await chair.locator(`input[name=place][value$="-${place}"]`).check();
  await chair.locator('input[name=domain]').first().check();
  await chair.locator('main form button[data-kind=primary]').click();
  await chair.waitForURL(/\/panels\/[0-9a-f]{32}$/);
  await look(chair, language);
  return new URL(chair.url()).pathname;
}

async function codeOn(chair: Page, panel: string): Promise<string> {
  await chair.goto(panel);
  return (await chair.locator('.join-code').innerText()).replace(/\D/g, '');
}

async function join(guest: Page, language: Language, code: string, category: string) {
  await guest.goto(`/join?lang=${language}`);
  const wrong = code === '000000' ? '111111' : '000000';
  await guest.fill('#code', wrong);
  await guest.locator(`input[name=category][value=${category}]`).check();
  await guest.locator('main form button[data-kind=primary]').click();
  await expect(guest.locator('[role=alert]')).toBeVisible();
  await expect(guest.locator('#code')).toHaveValue(wrong);
  await guest.fill('#code', code);
  await guest.locator('main form button[data-kind=primary]').click();
  await guest.waitForURL(/\/room$/);
}

async function step(page: Page, name: string, within = 'main') {
  await Promise.all([page.waitForEvent('domcontentloaded'), page.locator(`${within} button[name=step][value=${name}]`).first().click()]);
}

async function hearAndDiscuss(chair: Page, panel: string, guests: Page[], language: Language, { started = false } = {}) {
  await chair.goto(panel);
  if (!started) await step(chair, 'start');
  for (const guest of guests) {
    await visit(guest, '/room');
    const links = await guest.locator('main .story-card a').evaluateAll((all) => all.map((one) => one.getAttribute('href') ?? ''));
    expect(links.length).toBeGreaterThan(0);
    for (const link of links) {
      await visit(guest, link);
      await step(guest, 'heard');
      await guest.waitForURL(/\/room$/);
    }
  }
  await look(chair, language);
  for (;;) {
    await chair.goto(panel);
    const waiting = chair.locator('main button[name=step][value=discuss]');
    if ((await waiting.count()) === 0) break;
    await step(chair, 'discuss');
  }
  await step(chair, 'open_vote');
}

async function vote(guest: Page, story: string) {
  await visit(guest, '/room');
  await guest.locator(`input[name=choice][value="${story.replace('/stories/', '')}"]`).check();
  await step(guest, 'vote');
  await expect(guest.locator('.ballot')).toHaveCount(0);
}

/** Before the close nobody sees a count: neither a guest nor the chair. */
async function expectHidden(guest: Page, chair: Page, panel: string) {
  await chair.goto(panel);
  await visit(guest, '/room');
  for (const page of [guest, chair]) await expect(page.locator('.tally')).toHaveCount(0);
}

async function secondVoteIsRefused(guest: Page, story: string) {
  const choice = story.replace('/stories/', '');
  const { status } = await asked(guest, '/room', { step: 'vote', choice });
  expect(status).toBe(422);
}

async function count(chair: Page, panel: string, story: string, language: Language): Promise<string> {
  await chair.goto(panel);
  await step(chair, 'count');
  await expect(chair.locator('.tally').first()).toBeVisible();
  await look(chair, language);
  await chair.locator('textarea[name=reason_1]').fill(WHY);
  await step(chair, 'reason_1');
  const asks = chair.locator('main button[name=step][value=dissent]');
  if (await asks.count()) {
    await chair.locator('textarea[name=dissent]').fill('L’autre récit montre un toit, et sans toit rien ne tient.');
    await step(chair, 'dissent');
  }
  await step(chair, 'close');
  await chair.waitForURL(/\/record$/);
  expect(story).not.toBe('');
  return new URL(chair.url()).pathname;
}

async function search(page: Page, query: string) {
  await page.goto('/search');
  await page.fill('#q', query);
  await Promise.all([page.waitForEvent('domcontentloaded'), page.locator('form[role=search] button[data-kind=primary]').click()]);
}

async function code(page: Page, story: string, language: Language) {
  await page.goto(`${story}/code`);
  await look(page, language);
  await page.fill('#words', PASSAGE);
  await page.locator('#code summary').first().click();
  await page.locator('#code details[open] summary').nth(1).click();
  await page.locator('#code input[name=code]:visible').last().check();
  await page.locator('#marking button[data-kind=primary]').click();
  await page.waitForURL(/\/code#/);
  await page.reload();
  await expect(page.locator('mark.coding')).toHaveText([PASSAGE]);
  await look(page, language);
}

async function makeExcerpt(page: Page, story: string, language: Language): Promise<string> {
  await page.goto(`${story}/code`);
  await page.locator('a[href*="/excerpts/new?coding="]').first().click();
  await page.waitForURL(/\/excerpts\/new/);
  await look(page, language);
  await expect(page.locator('#preview')).not.toContainText(/Samira|Agadir|14 mars/);
  await step(page, 'save');
  await page.waitForURL(/\/excerpts\/[0-9a-f]{32}$/);
  await look(page, language);
  return new URL(page.url()).pathname;
}

async function writeBrief(page: Page, language: Language): Promise<string> {
  await page.goto('/indicators/new');
  await look(page, language);
  await page.fill('#caption', 'Femmes accompagnées');
  await page.fill('#table', 'Clinique | Femmes\nMarrakech | 206\nAgadir | 132');
  await page.fill('#source', 'Registre des cliniques');
  await page.fill('#date', '2026');
  await page.locator('main form button[data-kind=primary]').click();
  await page.waitForURL(/\/indicators$/);
  await page.goto('/briefs/new');
  await page.fill('#title', BRIEF);
  await page.locator(`input[name=language][value=${language}]`).check();
  await page.locator('main form button[data-kind=primary]').click();
  await page.waitForURL(/\/briefs\/[0-9a-f]{32}$/);
  await page.fill('#body', '# Ce qui change\n\nLes femmes demandent leurs papiers.\n\n{{excerpt:00000000000000000000000000000000}}\n');
  // The page shows it in place once it is awake, and by itself anew until then.
  await page.locator('button[name=step][value=preview]').click();
  await expect(page.locator('#preview-troubles')).not.toBeEmpty();
  await page.fill('#body', '# Ce qui change\n\nLes femmes demandent leurs papiers. <script>alert(1)</script>\n');
  for (const reference of ['{{excerpt:', '{{figure:']) {
    await page.locator(`button[name=insert][value^="${reference}"]`).first().click();
    await expect(page.locator('#body')).toHaveValue(new RegExp(reference.replaceAll('{', '\\{')));
  }
  await expect(page.locator('#preview figure.quotation')).toHaveCount(1);
  await expect(page.locator('#preview')).toContainText(WORDS[language].changed);
  await expect(page.locator('#preview')).toContainText('206');
  await page.locator('button[name=step][value=save]').click();
  await page.waitForLoadState();
  return new URL(page.url()).pathname;
}

async function signOff(page: Page, brief: string, language: Language) {
  await page.goto(`${brief}/review`);
  await look(page, language);
  await page.locator('input[name=to]').first().check();
  // Whatever the guard says of so few invented tellers has its reason.
  if ((await page.locator('#despite').count()) > 0) await page.fill('#despite', 'Récits inventés.');
  await page.locator('main button[name=step][value=sign_off]').click();
  await expect(page.locator('#signed')).toBeVisible();
  await look(page, language);
}

async function issue(page: Page, brief: string, language: Language) {
  await page.goto(`${brief}/issue`);
  await look(page, language);
  await page.locator('input[name=addressee]').first().check();
  await page.locator('main form button[data-kind=primary]').click();
  await page.waitForURL(/#issues$/);
}

async function fileLink(page: Page, brief: string, format: 'html' | 'pdf' | 'docx'): Promise<string> {
  await page.goto(brief);
  return (await page.locator(`a[href$="/brief.${format}"]`).first().getAttribute('href')) ?? '';
}

async function files(page: Page, brief: string): Promise<[string, string, string]> {
  const html = await asked(page, await fileLink(page, brief, 'html'));
  const pdf = await asked(page, await fileLink(page, brief, 'pdf'));
  const docx = await asked(page, await fileLink(page, brief, 'docx'));
  expect([html.status, pdf.status, docx.status]).toEqual([200, 200, 200]);
  return [html.text, pdf.text, docx.text];
}

/** What an address answers to the person of this page; a form is posted to it where there is one. */
async function asked(page: Page, path: string, form?: Record<string, string>): Promise<{ status: number; text: string }> {
  return page.evaluate(
    async ([path, form]) => {
      const answer = await fetch(path, form ? { method: 'POST', body: new URLSearchParams(form) } : {});
      return { status: answer.status, text: await answer.text() };
    },
    [path, form] as const,
  );
}

/** Records on the story's page that she takes back her consent for a purpose, by its number. */
async function takeBack(page: Page, story: string, purpose: number) {
  await page.goto(story);
  const form = page.locator('form[action$="/consent"]');
  await page.locator('details', { has: form }).locator('summary').click();
  await form.locator(`input[name=purpose][value="${purpose}"]`).check();
  await form.locator('input[name=answer][value=withdrawn]').check();
  await form.locator('button').click();
  await page.waitForURL(new RegExp(`${story}$`));
}
