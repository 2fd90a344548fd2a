// A focus group in a room without network: who came is counted on the tablet, then two (fictional) stories are told in it; back in the
// network the group is there once, with both.

import { expect, expectAccessible, test } from '../fixtures.ts';
import { arrived, finish, play, prepare, tell, unlock } from '../tablet.ts';

test('a group begun on a tablet without network takes the stories that are told in it', async () => {
  test.setTimeout(180_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await prepare(page, url);
    await context.setOffline(true);
    await page.reload();
    await unlock(page);
    const lacks = page.locator('[data-group-lacks]');
    await page.locator("[data-do='begin-group']").click();
    await expectAccessible(page);
    await page.fill('#group_women', '1');
    await page.locator("[data-do='keep-group']").click();
    await expect(page.locator('.field:has(#group_women) [data-group-lacks]')).toContainText('deux personnes');
    await page.fill('#group_women', '13');
    await page.locator('#group_under_25').evaluate((field: HTMLInputElement) => { field.value = '14'; });
    await page.locator("[data-do='keep-group']").click();
    await expect(page.locator('.field:has(#group_under_25) [data-group-lacks]')).toBeVisible();
    await page.fill('#group_under_25', '3');

    // In another language nothing of it is lost.
    await page.locator("a[hreflang='en']").click();
    await expect(page.locator('#group_women')).toHaveValue('13');
    await expect(page.locator('.languages a[aria-current]')).toHaveAttribute('hreflang', 'en');
    await page.locator("a[hreflang='fr']").click();
    await expect(page.locator('#group_under_25')).toHaveValue('3');
    await page.check('#group_consent');
    await page.locator("[data-do='keep-group']").click();
    await expect(page.locator("[data-view='list']")).toBeVisible();
    await expect(page.locator("[data-say='done']")).toContainText('Le groupe est gardé');
    await expect(page.locator('[data-list] li')).toHaveCount(1);
    await expect(page.locator('[data-list] li')).toContainText('Groupe du');
    await expect(lacks).toBeHidden();

    // It is still offered after the tablet was closed.
    await page.reload();
    await unlock(page);
    const offered = page.locator("[data-sheet] [name='gathering'] option", { hasText: '13 personnes' });
    const id = await offered.getAttribute('value');
    for (const mark of ['Zitoune', 'Bentaleb']) {
      await tell(page, mark);
      await page.selectOption("[data-sheet] [name='gathering']", id);
      await finish(page, mark);
    }
    await expect(page.locator('[data-list] li')).toHaveCount(3);
    await context.setOffline(false);
    await page.locator("[data-view='list'] [data-do='send']").click();
    await arrived(page);
    await page.goto(`${url}/gatherings`);
    await page.getByText('13 personnes').first().click();
    await expect(page.locator('main')).toContainText('Récits racontés : 2');
    for (const mark of ['Zitoune', 'Bentaleb']) await expect(page.locator('main')).toContainText(`${mark} titre`);
    // The tablet's next pages name it themselves, once.
    await page.goto(`${url}/notes`);
    await unlock(page);
    await page.locator("[data-do='begin']").click();
    await expect(offered).toHaveCount(1);
  });
});

test('a group in which somebody did not agree is kept and offered to no story', async () => {
  test.setTimeout(120_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await prepare(page, url);
    await context.setOffline(true);
    await unlock(page);
    const offered = await page.locator("[data-sheet] [name='gathering'] option").count();
    await page.locator("[data-do='begin-group']").click();
    await page.fill('#group_women', '8');
    await page.locator("[data-do='keep-group']").click();
    await expect(page.locator("[data-say='done']")).toContainText('aucun récit de ce groupe');
    await expect(page.locator('[data-list] li')).toHaveCount(1);
    await expect(page.locator("[data-sheet] [name='gathering'] option")).toHaveCount(offered);
  });
});
