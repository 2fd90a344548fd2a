// A microphone that is lost while somebody tells: the tablet does not go on saying that it records.

import type { BrowserContext, Page } from '@playwright/test';
import { expect, test } from '../fixtures.ts';
import { arrived, finish, play, prepare, tell, unlock } from '../tablet.ts';

interface Heard {
  tracks: MediaStreamTrack[];
  contexts: AudioContext[];
}

/** Lets the page remember what it listens with. */
async function overhear(context: BrowserContext) {
  await context.addInitScript(() => {
    const heard: Heard = { tracks: [], contexts: [] };
    const ask = navigator.mediaDevices.getUserMedia.bind(navigator.mediaDevices);
    navigator.mediaDevices.getUserMedia = async (what) => {
      const stream = await ask(what);
      heard.tracks.push(...stream.getTracks());
      return stream;
    };
    const Listening = window.AudioContext;
    class Remembered extends Listening {
      constructor(options?: AudioContextOptions) {
        super(options);
        heard.contexts.push(this);
      }
    }
    Object.assign(window, { heard, AudioContext: Remembered });
  });
}

/** The ways in which a microphone goes: the browser tells of it, or nothing comes any more and nobody tells. */
const LOST = [
  (page: Page) => page.evaluate(() => {
    const track = (window as unknown as { heard: Heard }).heard.tracks.at(-1);
    track?.stop();
    track?.dispatchEvent(new Event('ended'));
  }),
  (page: Page) => page.evaluate(() => (window as unknown as { heard: Heard }).heard.contexts.at(-1)?.suspend()),
];

test('a microphone that is lost ends the sound and says so, and what was heard until then arrives', async () => {
  test.setTimeout(180_000);
  await play(1, async (url, [context]) => {
    const page = context.pages()[0] ?? (await context.newPage());
    await overhear(context);
    await prepare(page, url);
    await unlock(page);
    await tell(page, 'Zitoune');
    const sound = page.locator("[data-say='sound']");
    for (const lose of LOST) {
      await page.locator("[data-do='record']").click();
      await expect(page.locator("[data-do='stop']")).toBeVisible();
      await expect(sound).not.toContainText('Le son s’est arrêté');
      await page.waitForTimeout(2_000);
      await lose(page);
      await expect(sound).toContainText('Le son s’est arrêté', { timeout: 20_000 });
      await expect(page.locator("[data-do='stop']")).toBeHidden();
      await expect(page.locator("[data-do='record']")).toBeVisible();
    }
    await finish(page, 'Zitoune');
    await arrived(page);
    await page.goto(`${url}/stories`);
    await page.getByText('Zitoune titre').click();
    await expect(page.locator('main audio').first()).toBeAttached();
  });
});
