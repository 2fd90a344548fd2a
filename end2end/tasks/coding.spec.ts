// Two coders code one Arabic story at once, each in a browser of her own, and see each other's codes without loading the page
// again; what is being marked, looked for or written stays. A whole story is coded with keys alone. The story is invented.

import { expect, expectAccessible, expectNoSidewaysScroll, PASSWORD, signIn, test, type Person } from '../fixtures.ts';
import type { BrowserContextOptions, Page } from '@playwright/test';

const TOLD = 'قال لي ما غاديش تهضري. خفت بزاف. من بعد مشيت للمحكمة مع جارتي، وخذيت بطاقتي.';

test('two coders see each other’s codes at once, and lose nothing', async ({ page, person }) => {
  const story = await told(page);
  const houda = await coder(person, 'houda', story);
  await join(person, 'nabila');
  const nabila = await coder(person, 'nabila', story);
  for (const one of [houda, nabila]) await one.evaluate(() => Object.assign(window, { stayed: true }));

  // Nabila has marked words, looks for a code and writes a memo while Houda gives hers.
  await mark(nabila, 'للمحكمة');
  await nabila.fill('#memo-', 'ما زلت أفكر');
  await mark(nabila, 'خفت بزاف');
  await mark(houda, 'ما غاديش تهضري');
  await houda.locator('#filter').fill('تهديد');
  await houda.locator('#filter').press('Enter');
  await houda.locator('#marking button[data-kind=primary]').click();
  await houda.waitForURL(/#description$/);
  await houda.evaluate(() => Object.assign(window, { stayed: true }));

  await expect(nabila.locator('mark.coding')).toHaveText(['ما غاديش تهضري']);
  await expect(nabila.locator('#given')).toContainText('Houda');
  expect(await nabila.evaluate(() => getSelection()?.toString())).toBe('خفت بزاف');
  await expect(nabila.locator('#words')).toHaveValue('خفت بزاف');
  await expect(nabila.locator('#memo-')).toHaveValue('ما زلت أفكر');

  // Now Nabila, while Houda looks for another code.
  await mark(houda, 'جارتي');
  await houda.locator('#filter').fill('دعم');
  await nabila.locator('button[name=in_vivo]').click();
  await nabila.waitForURL(/#description$/);
  await expect(houda.locator('mark.coding')).toHaveText(['ما غاديش تهضري', 'خفت بزاف']);
  await expect(houda.locator('#filter')).toHaveValue('دعم');
  await expect(houda.locator('#filter')).toBeFocused();
  await expect(houda.locator('#words')).toHaveValue('جارتي');
  expect(await houda.evaluate(() => 'stayed' in window)).toBe(true);
  await expectAccessible(houda);

  // Nabila writes of one coding: its form comes when it is asked for, and stays with what is written while another code comes.
  await nabila.locator('#given a[href*="about="]').first().click();
  await nabila.waitForURL(/about=/);
  await expect(nabila.locator('#filter')).toBeVisible();
  await nabila.locator('#given textarea').fill('للتحقق');
  await houda.locator('#filter').press('Enter');
  await houda.locator('#marking button[data-kind=primary]').click();
  await expect(nabila.locator('mark.coding')).toHaveText(['ما غاديش تهضري', 'خفت بزاف', 'جارتي']);
  await expect(nabila.locator('#given textarea')).toHaveValue('للتحقق');
  await expectAccessible(nabila);
  await nabila.locator('#given form:has(textarea) button').click();
  await nabila.waitForURL(/#memos-/);
  await expect(nabila.locator('#given details')).toContainText('للتحقق');
});

test('words are marked with a mouse, and coded on a telephone', async ({ page, person }) => {
  const story = await told(page);
  const houda = await coder(person, 'houda', story);
  // From the first letter of these words to their last, to the left.
  const [from, to] = await ends(houda, 'خفت بزاف');
  await houda.mouse.move(from.x, from.y);
  await houda.mouse.down();
  await houda.mouse.move((from.x + to.x) / 2, from.y, { steps: 4 });
  await houda.mouse.move(to.x, to.y, { steps: 4 });
  await houda.mouse.up();
  await expect(houda.locator('#words')).toHaveValue('خفت بزاف');
  await houda.locator('button[name=in_vivo]').click();
  await houda.waitForURL(/#description$/);
  await expect(houda.locator('mark.coding')).toHaveText(['خفت بزاف']);

  // On a telephone, by touch alone. Its browser draws the handles; what they leave is a selection, whoever moves them.
  const phone = await coder(person, 'houda', story, { viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true });
  await mark(phone, 'جارتي');
  await expectNoSidewaysScroll(phone);
  await phone.locator('button[name=in_vivo]').tap();
  await phone.waitForURL(/#description$/);
  await expect(phone.locator('mark.coding')).toHaveText(['خفت بزاف', 'جارتي']);
});

test('a story is coded with keys alone', async ({ page, person }) => {
  const story = await told(page);
  const houda = await coder(person, 'houda', story);
  const keys = houda.keyboard;
  await tabTo(houda, '[data-part=description]');
  expect(await houda.evaluate(() => getComputedStyle(document.activeElement ?? document.body).outlineStyle)).not.toBe('none');

  // Words marked, a code looked for and chosen, given.
  await keys.press('Control+Home');
  for (let word = 0; word < 5; word++) await keys.press('Control+Shift+ArrowLeft');
  await expect(houda.locator('#words')).toHaveValue(/^قال لي ما غاديش/);
  await keys.press('Enter');
  await expect(houda.locator('#filter')).toBeFocused();
  await keys.type('تهديد');
  await keys.press('Enter');
  await sent(houda, 'Control+Enter');
  await expect(houda.locator('mark.coding')).toHaveCount(1);

  // The caret is where it was: the next words become a code of their own.
  await expect(houda.locator('[data-part=description]')).toBeFocused();
  for (let word = 0; word < 3; word++) await keys.press('Control+Shift+ArrowLeft');
  const words = (await houda.locator('#words').inputValue()).trim();
  expect(words).not.toBe('');
  expect(words).not.toContain('قال');
  await sent(houda, 'Control+Shift+Enter');
  await expect(houda.locator('#given .code').filter({ hasText: words })).toHaveCount(1);

  // A code that is new, by its name; on the way back to the text with Escape. Keys reach a page once it is awake.
  await expect(houda.locator('[data-part=description]')).toBeFocused();
  await keys.press('Shift+End');
  await expect(houda.locator('#words')).not.toHaveValue('');
  await keys.press('Enter');
  await expect(houda.locator('#filter')).toBeFocused();
  await keys.press('Escape');
  await expect(houda.locator('[data-part=description]')).toBeFocused();
  await keys.press('Shift+End');
  await expect(houda.locator('#words')).not.toHaveValue('');
  await tabTo(houda, '#marking summary', 'رمز جديد');
  await keys.press('Enter');
  await tabTo(houda, '#new_label');
  await keys.type('الوثائق');
  await sent(houda, 'Control+Enter');
  await expect(houda.locator('#given .code').filter({ hasText: 'الوثائق' })).toHaveCount(1);

  // A memo on the story.
  await tabTo(houda, '#memo-');
  await keys.type('انتهيت');
  await keys.press('Tab');
  await keys.press('Enter');
  await houda.waitForURL(/#memos-story$/);
  await expect(houda.locator('#memos-story li')).toContainText('انتهيت');
});

/** Records the story; its path. */
async function told(page: Page): Promise<string> {
  await signIn(page, 'ilham', 'ar');
  await page.goto('/stories/new');
  return page.evaluate(async (description) => {
    const first = (name: string) => document.querySelector<HTMLInputElement>(`input[name=${name}]`)?.value ?? '';
    // A yes counts from the day on which she told.
    const today = new Date().toISOString().slice(0, 10);
    const answers = new URLSearchParams({
      site: first('site'), language: 'ary', domain: first('domain'), session: 'focus_group', told_on: today, chosen: '0',
      direction: 'good', title: 'المحكمة', context: 'كنت ساكتة.', description, significance: 'دابا كنهضر.', p1: 'yes', until: '2030-01-05',
      manner: 'mark', age: 'adult', others: 'nobody', teach_back: 'understood',
    });
    answers.append('change', 'تكلمت');
    answers.append('change', 'خرجت');
    const answer = await fetch('/stories/new', { method: 'POST', body: answers });
    return new URL(answer.url).pathname;
  }, TOLD);
}

/** Gives somebody an account as an analyst. */
async function join(person: Person, login: string) {
  const samir = await person();
  await signIn(samir, 'samir', 'ar');
  const answers = { name: 'Nabila', login, first_password: PASSWORD, role: 'analyst', site: 'all' };
  const status = await samir.evaluate(async (answers) => {
    const answer = await fetch('/people', { method: 'POST', body: new URLSearchParams(answers) });
    return answer.status;
  }, answers);
  expect(status).toBe(200);
}

/** Somebody with the story's coding page open and awake. */
async function coder(person: Person, login: string, story: string, options: BrowserContextOptions = {}): Promise<Page> {
  const page = await person(options);
  await signIn(page, login, 'ar');
  await page.goto(`${story}/code`);
  await expect(page.locator('#filter')).toBeVisible();
  return page;
}

/** Marks words in the text, as a hand does. */
async function mark(page: Page, words: string) {
  await page.evaluate((words) => {
    for (const run of document.querySelectorAll('[data-start]')) {
      const text = run.firstChild;
      const start = text?.textContent?.indexOf(words) ?? -1;
      if (text && start >= 0) return getSelection()?.setBaseAndExtent(text, start, text, start + words.length);
    }
    throw new Error(`${words} is not in the text`);
  }, words);
  await expect(page.locator('#words')).toHaveValue(words);
}

/** Where the first letter of some words begins on the screen, and where their last one ends: right to left. */
async function ends(page: Page, words: string) {
  return page.evaluate((words) => {
    for (const run of document.querySelectorAll('[data-start]')) {
      const text = run.firstChild;
      const start = text?.textContent?.indexOf(words) ?? -1;
      if (!text || start < 0) continue;
      run.scrollIntoView({ block: 'center' });
      const range = new Range();
      range.setStart(text, start);
      range.setEnd(text, start + words.length);
      const box = range.getBoundingClientRect();
      const y = box.top + box.height / 2;
      return [{ x: box.right - 1, y }, { x: box.left + 1, y }] as const;
    }
    throw new Error(`${words} is not in the text`);
  }, words);
}

/** Presses Tab until the keyboard is on such an element, with these words in it. */
async function tabTo(page: Page, selector: string, words = '') {
  for (let presses = 0; presses < 150; presses++) {
    const isThere = await page.evaluate(
      ([selector, words]) => {
        const active = document.activeElement;
        return Boolean(active?.matches(selector) && active.textContent?.includes(words));
      },
      [selector, words] as const,
    );
    if (isThere) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not lead to ${selector}`);
}

/** Presses keys that send the form, and waits until the next page is awake. */
async function sent(page: Page, keys: string) {
  await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press(keys)]);
  await expect(page.locator('#filter')).toBeVisible();
}
