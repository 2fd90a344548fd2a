// A facilitator records Amina's (fictional) story; a coordinator edits it; it is withdrawn. In French, and with the pages in
// Arabic; every page on the way is looked at by axe, on a desktop and on a small phone.

import { expect, expectAccessible, expectNoSidewaysScroll, signIn, test } from '../fixtures.ts';
import type { Page } from '@playwright/test';

/** What the pages say, in the two languages of this play. */
const WORDS = {
  fr: { dir: 'ltr', refused: 'Notez pourquoi cela compte pour elle.', question: 'Quand vous repensez', yes: 'Oui, jusqu’au' },
  ar: { dir: 'rtl', refused: 'دوِّني لماذا يهمها ذلك.', question: 'عندما تنظرين', yes: 'نعم، إلى غاية' },
} as const;

/** What every page of the play is held to. */
async function look(page: Page, language: keyof typeof WORDS) {
  await expect(page.locator('html')).toHaveAttribute('dir', WORDS[language].dir);
  // Without script there is nothing that could look; the same pages are looked at with it.
  if (test.info().project.name === 'no-script') return;
  await expectAccessible(page);
  await expectNoSidewaysScroll(page);
}

for (const language of ['fr', 'ar'] as const) {
  const words = WORDS[language];

  test(`a story is recorded, edited and withdrawn, pages in ${language} @phone @no-script`, async ({ page, person, noise }) => {
    // The refused form and the story that is no more are provoked on purpose.
    noise.allow(/status of 422/, /status of 404/);
    // Without script the browser's code is fetched ahead and rightly never run.
    if (test.info().project.name === 'no-script') noise.allow(/hikaya_bg\.wasm was preloaded/);
    const title = `Papiers ${language} ${Date.now()}`;

    await signIn(page, 'ilham', language);
    await look(page, language);
    await page.goto('/stories/new');
    await look(page, language);
    await page.locator('input[name=site]').first().check();
    await page.locator('input[name=domain]').first().check();
    await page.locator('input[name=change]').nth(0).fill('j’ai mes papiers');
    await page.locator('input[name=change]').nth(1).fill('je dors mieux');
    await page.locator('input[name=chosen]').nth(0).check();
    await page.fill('#title', title);
    await page.fill('#context', 'Je n’avais rien.');
    await page.fill('#description', 'Une avocate m’a accompagnée au guichet.');
    await page.locator('input[name=p1][value=yes]').check();
    await page.locator('input[name=p5][value=yes]').check();
    await page.locator('input[name=p5_to]').first().check();
    await page.locator('input[name=age][value=adult]').check();
    await page.locator('input[name=others][value=nobody]').check();
    await page.locator('input[name=teach_back][value=understood]').check();
    await page.fill('#witness', 'K2');
    await page.locator('main form button[data-kind=primary]').click();

    // Without significance it is no story yet, and nothing typed is lost.
    await expect(page.getByRole('alert')).toContainText(words.refused);
    await expect(page.locator('#description')).toHaveValue('Une avocate m’a accompagnée au guichet.');
    await expect(page.locator('input[name=chosen]').nth(0)).toBeChecked();
    await expect(page.locator('input[name=p5][value=yes]')).toBeChecked();
    await expect(page.locator('input[name=p5_to]').first()).toBeChecked();
    await look(page, language);
    await page.fill('#significance', 'J’existe.');
    await page.locator('main form button[data-kind=primary]').click();

    await expect(page.getByRole('heading', { level: 1 })).toHaveText(title);
    await expect(page.locator('.prompt')).toContainText(words.question);
    await expect(page.getByText(words.yes)).toHaveCount(2);
    await look(page, language);
    const story = new URL(page.url()).pathname;

    // The coordinator of the clinic edits it; what was told stays and the difference is seen.
    const karima = await person();
    await signIn(karima, 'karima', language);
    await karima.goto(`${story}/edit`);
    await look(karima, language);
    await karima.fill('#description', 'Une avocate m’a accompagnée au bureau.');
    await karima.fill('#reason', 'demandé par elle');
    await karima.locator('main form button[data-kind=primary]').click();
    await karima.locator('.timeline details:has(.difference) > summary').click();
    await expect(karima.locator('.difference del')).toHaveText('guichet');
    await expect(karima.locator('.difference ins')).toHaveText('bureau');
    await look(karima, language);

    // Withdrawn, it is gone for everybody.
    await page.goto(`${story}/withdraw`);
    await look(page, language);
    await page.locator('main form button').click();
    await expect(page.getByRole('status')).toBeVisible();
    await look(page, language);
    await page.goto('/stories');
    await expect(page.getByText(title)).toHaveCount(0);
    const answer = await karima.goto(story);
    expect(answer?.status()).toBe(404);
    await look(karima, language);
  });
}

/** Voices of a browser of our own making, and what it was asked to say. */
interface Voices {
  offered: { name: string; lang: string; localService: boolean }[];
  said: string[];
  end?: () => void;
}

test('a story is read by a voice of the device, never by one of a service', async ({ page }) => {
  await page.addInitScript(() => {
    const voices: Voices = { offered: [{ name: 'far', lang: 'fr-FR', localService: false }], said: [] };
    Object.assign(window, { voices });
    let chosen = '';
    const own = (value: unknown) => ({ value, configurable: true });
    speechSynthesis.getVoices = () =>
      voices.offered.map((one) =>
        Object.create(SpeechSynthesisVoice.prototype, {
          name: own(one.name),
          lang: own(one.lang),
          localService: own(one.localService),
        }),
      );
    Object.defineProperty(SpeechSynthesisUtterance.prototype, 'voice', { set: (voice: { name: string }) => (chosen = voice.name) });
    speechSynthesis.speak = (utterance) => {
      voices.said.push(`${chosen} ${utterance.lang} ${utterance.text.length > 20}`);
      voices.end = () => utterance.onend?.(new Event('end') as SpeechSynthesisEvent);
    };
  });
  const said = () => page.evaluate(() => (window as unknown as { voices: Voices }).voices.said);
  await signIn(page, 'ilham', 'fr');
  await page.goto('/stories');
  // Which story stands first is chance, and only a French voice will be offered.
  await page.locator('.story-card a[lang=fr]').first().click();
  const button = page.locator('.read-aloud');
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await expect(async () => {
    await button.click();
    await expect(page.getByText('n’a pas de voix à lui')).toBeVisible({ timeout: 500 });
  }).toPass();
  expect(await said()).toEqual([]);
  await page.evaluate(() => {
    (window as unknown as { voices: Voices }).voices.offered.push({ name: 'near', lang: 'fr_MA', localService: true });
  });
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await expect(page.getByText('n’a pas de voix à lui')).toHaveCount(0);
  expect(await said()).toEqual(['near fr_MA true']);
  // When all is said the button is ready again; and it falls silent in the middle, too.
  await page.evaluate(() => (window as unknown as { voices: Voices }).voices.end?.());
  await expect(button).toHaveAttribute('aria-pressed', 'false');
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'true');
  await button.click();
  await expect(button).toHaveAttribute('aria-pressed', 'false');
});

test('advocacy and administration reach no story, and the exit leaves nothing open', async ({ page, person, noise }) => {
  noise.allow(/status of 404/, /Clear-Site-Data header/);
  await signIn(page, 'ilham', 'fr');
  await page.goto('/stories');
  const story = (await page.locator('.story-card a').first().getAttribute('href')) ?? '';
  for (const login of ['rajae', 'samir', 'siham']) {
    const other = await person();
    await signIn(other, login, 'fr');
    expect((await other.goto(story))?.status(), login).toBe(404);
  }
  await page.goto(story);
  await page.locator('.quick-exit').click();
  await expect(page).toHaveURL(/\/exit$/);
  await expect(page.locator('body')).not.toContainText('Hikaya');
  await page.goto(story);
  await expect(page).toHaveURL(/\/sign-in$/);
});
