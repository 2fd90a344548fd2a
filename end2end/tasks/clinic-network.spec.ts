// A panel in a clinic without internet: telephones reach the clinic's computer by a name that the clinic's own network knows, through
// a proxy that has a certificate, and nobody asks anything of another host.

import { chromium, type Browser } from '@playwright/test';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test as base } from '../fixtures.ts';
import { discussed, joined, opened, PHONE, scanned, step, visit } from '../panel.ts';

const NAME = 'clinique.test';

const test = base.extend<{ home: string; clinic: Browser }>({
  /** The clinic's address, behind which the server stands. */
  home: async ({ server, noise }, use) => {
    const proxy = createServer(await certificate(), passOn(new URL(server.url))).listen(0, '127.0.0.1');
    await once(proxy, 'listening');
    const home = `https://${NAME}:${(proxy.address() as AddressInfo).port}`;
    noise.listenAt(home);
    await use(home);
    proxy.close();
    proxy.closeAllConnections();
  },

  /** A browser in the clinic's network: its router knows one name. */
  clinic: async ({ launchOptions }, use) => {
    const router = `--host-resolver-rules=MAP ${NAME} 127.0.0.1, MAP * ~NOTFOUND`;
    const browser = await chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), router] });
    await use(browser);
    await browser.close();
  },

  person: async ({ clinic, home, noise }, use) => {
    await use(async (options = {}) => {
      const context = await clinic.newContext({ baseURL: home, ignoreHTTPSErrors: true, ...options });
      noise.listen(context);
      return context.newPage();
    });
  },
});

test('a panel meets in the network of a clinic, without internet', async ({ person, home }) => {
  test.setTimeout(120_000);
  const { chair, panel, code, square } = await opened(person, {});
  expect(square).toBe(`${home}/join#${code}`);
  const [scans, types] = [await person(PHONE), await person(PHONE)];
  await scanned(scans, square);
  await joined(types, code);
  expect(await scans.evaluate(() => isSecureContext), 'no microphone and no recorder elsewhere').toBe(true);
  const [seat] = (await scans.context().cookies()).filter((one) => one.name === '__Host-seat');
  expect(seat).toMatchObject({ secure: true, httpOnly: true, sameSite: 'Strict', domain: NAME });
  await scans.reload();
  await expect(scans.getByText('Vous avez une place')).toBeVisible();
  await expect(chair.locator('.room-progress')).toContainText('2');

  // It hears the first story itself, the others are read aloud; each page goes along as the chair goes on.
  await step(chair, 'start');
  await scans.locator('main .story-card a').first().click();
  await scans.locator('main button[value=heard]').click();
  await scans.waitForURL(/\/room$/);
  await expect(scans.locator('.badge[data-kind=done]')).toHaveCount(1);
  await discussed(chair, panel);
  for (const guest of [scans, types]) {
    await guest.locator('form.ballot input[name=choice]').first().check();
    await step(guest, 'vote');
    await expect(guest.getByText('Votre voix est dans l’urne')).toBeVisible();
  }
  await expect(chair.locator('.room-progress')).toContainText('2 sur 2');
  await step(chair, 'count');
  for (const guest of [scans, types]) await expect(guest.getByText('Le vote est compté')).toBeVisible();
  await visit(scans, '/room');
  await expect(scans.getByText('Le vote est compté'), 'it still has its seat').toBeVisible();
});

/** A certificate of the test's own, with its key. */
async function certificate() {
  const folder = await mkdtemp(join(tmpdir(), 'clinique-'));
  const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const words = ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '1'];
  const name = ['-subj', `/CN=${NAME}`, '-addext', `subjectAltName=DNS:${NAME}`];
  try {
    await promisify(execFile)('openssl', [...words, ...name, '-keyout', key, '-out', cert]);
    return { key: await readFile(key), cert: await readFile(cert) };
  } catch (error) {
    const isMissing = (error as NodeJS.ErrnoException).code === 'ENOENT';
    throw isMissing ? new Error('openssl is missing: apt-get install openssl') : error;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What a proxy has to do: pass every request on with the name and the port that were asked for, and each piece of an answer at once. */
function passOn(server: URL): NonNullable<Parameters<typeof createServer>[1]> {
  return (asked, answer) => {
    const { method, url, headers } = asked;
    const passed = request({ host: server.hostname, port: server.port, path: url, method, headers, agent: false }, (given) => {
      answer.writeHead(given.statusCode ?? 502, given.headers);
      given.pipe(answer);
    });
    passed.on('error', () => answer.destroy());
    answer.on('close', () => passed.destroy());
    asked.pipe(passed);
  };
}
