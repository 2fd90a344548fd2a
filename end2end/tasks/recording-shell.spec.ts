// What the tablet says before it is opened, and what it offers: how much waits and since when, to be installed as an app, to send one
// recording alone.

import { expect, expectAccessible, test } from '../fixtures.ts';
import { finish, play, prepare, tell, unlock } from '../tablet.ts';

test('the tablet offers to be installed once the browser does, and asks once', async () => {
  test.setTimeout(120_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await prepare(page, url);
    await unlock(page);
    const install = page.locator("[data-do='install']");
    await expect(install).toBeHidden();
    await page.evaluate(() => {
      const offer = Object.assign(new Event('beforeinstallprompt', { cancelable: true }), {
        prompt: () => {
          Object.assign(window, { asked: (window as unknown as { asked?: number }).asked ?? 0 });
          (window as unknown as { asked: number }).asked += 1;
          return Promise.resolve({ outcome: 'dismissed' });
        },
      });
      Object.assign(window, { isHeld: !window.dispatchEvent(offer) });
    });
    expect(await page.evaluate(() => (window as unknown as { isHeld: boolean }).isHeld)).toBe(true);
    await expect(install).toBeVisible();
    await expectAccessible(page);
    await install.click();
    await expect(install).toBeHidden();
    expect(await page.evaluate(() => (window as unknown as { asked: number }).asked)).toBe(1);
  });
});

test('a closed tablet says how much waits and since when, and nothing else', async () => {
  test.setTimeout(120_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await prepare(page, url);
    await expect(page.locator("[data-say='waiting']")).toBeEmpty();
    await context.setOffline(true);
    await unlock(page);
    for (const mark of ['Zitoune', 'Bentaleb']) {
      await tell(page, mark);
      await finish(page, mark);
    }
    await page.locator("[data-do='leave']").click();
    await page.locator("[data-do='lock']").click();
    const today = await page.evaluate(() => new Date().toLocaleDateString('fr'));
    await expect(page.locator("[data-say='waiting']")).toHaveText(`En attente ici : 2, depuis le ${today}.`);
    await expectAccessible(page);
    expect(await page.locator('body').innerText()).not.toMatch(/Zitoune|Bentaleb|récit/i);
    await page.reload();
    await expect(page.locator("[data-say='waiting']")).toContainText('2');
    // It goes without having been opened.
    await context.setOffline(false);
    await expect(page.locator("[data-say='waiting']")).toBeEmpty({ timeout: 40_000 });
  });
});

test('one recording is sent alone', async () => {
  test.setTimeout(120_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    // What is refused is sent again only when somebody asks for it.
    await context.route(/\/notes\/letters\//, (route) => route.fulfill({ status: 507 }));
    await prepare(page, url);
    await unlock(page);
    for (const mark of ['Zitoune', 'Bentaleb']) {
      await tell(page, mark);
      await finish(page, mark);
    }
    const rows = page.locator('[data-list] li');
    for (const at of [0, 1]) await expect(rows.nth(at)).toContainText('refusé pour le moment', { timeout: 30_000 });
    await context.unroute(/\/notes\/letters\//);
    const other = (await rows.nth(1).getAttribute('data-id')) ?? '';
    await rows.nth(0).locator("[data-do='send-one']").click();
    await expect(rows).toHaveCount(1, { timeout: 30_000 });
    await expect(rows.first()).toHaveAttribute('data-id', other);
    await expect(page.locator("[data-say='done']")).not.toHaveText('Tout est arrivé.');
    await page.goto(`${url}/stories`);
    await expect(page.getByText(/^(Zitoune|Bentaleb) titre$/)).toHaveCount(1);
  });
});
