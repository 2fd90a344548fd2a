// What the specs stand on: `import { test, expect } from './fixtures.ts'`.

import AxeBuilder from '@axe-core/playwright';
import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test';
import { ACCOUNT } from './closing.ts';
import { Noise } from './noise.ts';
import { Server } from './server.ts';

export { expect };

/** Opens a browser of its own for one more person, with the project's settings and those given; closed after the test. */
export type Person = (options?: BrowserContextOptions) => Promise<Page>;

interface ForATest {
  /** Everything heard from every page of the test; checked at its end. */
  noise: Noise;
  /** For jobs that several people share: a facilitator, a chair, five guests. */
  person: Person;
}

interface ForAWorker {
  /** The demonstration, shared by the tests that this worker plays one after the other; a test that needs one untouched
   *  starts its own with `Server.start()`. */
  server: Server;
}

export const test = base.extend<ForATest, ForAWorker>({
  server: [
    async ({}, use) => {
      const server = await Server.start();
      await use(server);
      await server.stop();
    },
    { scope: 'worker', timeout: 180_000 },
  ],

  baseURL: async ({ server }, use) => use(server.url),

  noise: async ({ server }, use, info) => {
    const noise = new Noise(server.url);
    const before = server.output.length;
    await use(noise);
    if (info.status !== info.expectedStatus) {
      const printed = server.output.slice(before);
      await info.attach('what the server printed', { body: printed, contentType: 'text/plain' });
      await info.attach(ACCOUNT, { body: noise.account(printed), contentType: 'text/plain' });
      return;
    }
    noise.mustBeNone();
  },

  context: async ({ context, noise }, use, info) => {
    noise.listen(context);
    await use(context);
    if (info.status !== info.expectedStatus) await noise.look(context);
  },

  person: async ({ browser, noise, baseURL }, use, info) => {
    const opened: Page[] = [];
    await use(async (options = {}) => {
      const context = await browser.newContext({ baseURL, ...options });
      noise.listen(context);
      const page = await context.newPage();
      opened.push(page);
      return page;
    });
    for (const page of opened) {
      if (info.status !== info.expectedStatus) await noise.look(page.context());
      await page.context().close();
    }
  },
});

/** The password of every account of the demonstration. */
export const PASSWORD = 'ouvrir la porte';

/** Signs in, with the pages in this language from here on. `url` is a server of the test's own. */
export async function signIn(page: Page, login: string, language: string, url = '') {
  await page.goto(`${url}/sign-in?lang=${language}`);
  await page.fill('#login', login);
  await page.fill('#password', PASSWORD);
  await page.locator('main form button').click();
  await expect(page).toHaveURL(/\/$/);
}

/** Fails with each violation that axe finds on the page, and where. Best practices count as rules do. A page of ours holds no
 *  frame of another origin, so axe need not open a tab of its own for its report (legacy mode): half the time. */
export async function expectAccessible(page: Page) {
  const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).options({ resultTypes: ['violations'] }).analyze();
  const found = violations.map(({ id, help, nodes }) => ({ id, help, where: nodes.map((node) => node.target.join(' ')) }));
  expect(found, `accessibility of ${page.url()}`).toEqual([]);
}

/** Fails when the page is wider than its window: at 360 pixels a person would have to push it sideways. */
export async function expectNoSidewaysScroll(page: Page) {
  const [content, window] = await page.evaluate(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
  expect(content, `width of ${page.url()}`).toBeLessThanOrEqual(window);
}
