// What plays of panels share: opening one, taking a seat, hearing the stories.

import { expect, signIn, type Person } from './fixtures.ts';
import type { Page } from '@playwright/test';

export const PHONE = { viewport: { width: 360, height: 740 }, hasTouch: true, locale: 'fr-FR' };

/** Tells stories that are before no other panel yet; their addresses. */
async function tell(person: Person, titles: string[]) {
  const teller = await person();
  await signIn(teller, 'ilham', 'fr');
  await teller.goto('/stories/new');
  const day = (from: number) => new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
  const told = {
    site: await teller.locator('input[name=site]').first().inputValue(),
    domain: await teller.locator('input[name=domain]').last().inputValue(),
    ...{ language: 'fr', session: 'focus_group', told_on: day(0), change: 'j’ai mes papiers', chosen: '0', direction: 'good' },
    ...{ context: 'Avant, rien.', description: 'Elle est allée au guichet.', significance: 'Elle montre son nom.' },
    ...{ p1: 'yes', p2: 'yes', p3: 'yes', until: day(300), manner: 'spoken', age: 'adult', others: 'nobody' },
    ...{ teach_back: 'understood', witness: 'K2', read_back: 'yes' },
  };
  const stories: string[] = [];
  for (const title of titles) {
    const recorded = await teller.evaluate(async (answers) => {
      const answer = await fetch('/stories/new', { method: 'POST', body: new URLSearchParams(answers) });
      return new URL(answer.url).pathname;
    }, { ...told, title });
    expect(recorded, 'the story is recorded').toMatch(/^\/stories\/[0-9a-f]{32}$/);
    stories.push(recorded);
  }
  return stories;
}

/** A chair who opened a panel over stories that were just told, with these answers on its method; its address, its code, the address
 *  in its square, and those of the stories. */
export async function opened(person: Person, method: Record<string, string>, titles = ['Le guichet', 'Le toit']) {
  const stories = await tell(person, titles);
  const chair = await person();
  await signIn(chair, 'latifa', 'fr');
  await chair.goto('/panels/new');
  await chair.locator('input[name=domain]').last().check();
  for (const [name, value] of Object.entries(method)) await chair.locator(`input[name=${name}][value=${value}]`).check();
  await chair.locator('main form button[data-kind=primary]').click();
  await chair.waitForURL(/\/panels\/[0-9a-f]{32}$/);
  const code = (await chair.locator('.join-code').innerText()).replace(/\D/g, '');
  const square = (await chair.locator('a.qr-link').getAttribute('href')) ?? '';
  return { chair, panel: new URL(chair.url()).pathname, code, square, stories };
}

/** Takes a seat by its code, typed. */
export async function joined(guest: Page, code: string, language = 'fr') {
  await guest.goto(`/join?lang=${language}#${code}`);
  await guest.fill('#code', code);
  await sit(guest);
}

/** The same by what a camera reads in a square: the code is typed already, and stands in no history. */
export async function scanned(guest: Page, square: string) {
  await guest.goto(square);
  await expect(guest.locator('#code')).toHaveValue(/^[0-9]{6}$/);
  expect(guest.url()).not.toContain('#');
  await sit(guest);
}

async function sit(guest: Page) {
  await guest.locator('input[name=category][value=survivor]').check();
  await guest.locator('main form button[data-kind=primary]').click();
  await guest.waitForURL(/\/room$/);
}

/** Everything read aloud and discussed, the vote open. */
export async function heard(chair: Page, panel: string) {
  await step(chair, 'start');
  await discussed(chair, panel);
}

/** The same, once hearing has begun. */
export async function discussed(chair: Page, panel: string) {
  for (const said of ['read_aloud', 'discuss']) {
    const buttons = chair.locator(`main button[name=step][value=${said}]`);
    for (let story = await buttons.count(); story > 0; story -= 1) {
      await (said === 'discuss' ? buttons.first() : buttons.nth(story - 1)).click();
      await chair.waitForURL(new RegExp(`${panel}$`));
    }
  }
  await step(chair, 'open_vote');
  await expect(chair.locator('main button[name=step][value=open_vote]')).toHaveCount(0);
}

/** Opens a page of the room. It may load itself anew at that very moment, because the panel went a step further. */
export async function visit(guest: Page, path: string) {
  await expect(async () => void (await guest.goto(path))).toPass();
}

/** Presses the button of a step. */
export async function step(page: Page, value: string) {
  await page.locator(`main button[name=step][value=${value}]`).first().click();
}
