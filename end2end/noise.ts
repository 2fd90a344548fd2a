// What a page must not do while it is played: print to the console, throw, be answered with a fault of the server, or ask
// anything of another host.

import { expect, type BrowserContext } from '@playwright/test';

/** Says how fast this machine is, not what a page does: the browser counts seconds while two of them share two cores. */
const ABOUT_THE_MACHINE = /was preloaded using link preload but not used within a few seconds/;

export class Noise {
  private readonly heard: string[] = [];
  private readonly stood: string[] = [];
  private readonly allowed: RegExp[] = [ABOUT_THE_MACHINE];

  private readonly homes: string[];

  constructor(home: string) {
    this.homes = [home];
  }

  /** Says that the pages of a test come from a server of its own, too. */
  listenAt(home: string) {
    this.homes.push(home);
  }

  /** Says what this test provokes on purpose, such as the browser's own line about a refused form (`/status of 422/`). */
  allow(...patterns: RegExp[]) {
    this.allowed.push(...patterns);
  }

  listen(context: BrowserContext) {
    context.on('console', (message) => this.heard.push(`${message.type()}: ${message.text()} (${message.location().url})`));
    context.on('weberror', (error) => this.heard.push(`thrown: ${error.error().message} (${error.page()?.url()})`));
    context.on('response', (response) => {
      if (response.status() >= 500) this.heard.push(`answered ${response.status()}: ${response.url()}`);
    });
    context.on('request', (request) => {
      const url = request.url();
      const isHome = this.homes.some((home) => url.startsWith(`${home}/`));
      if (!isHome && !/^(about|blob|data):/.test(url)) this.heard.push(`asked elsewhere: ${url}`);
    });
  }

  /** Notes where the pages of a browser stand and what they tell, after a failure. */
  async look(context: BrowserContext) {
    for (const page of context.pages()) {
      const told = await page.locator('main').innerText({ timeout: 2_000 }).catch(() => 'no answer');
      this.stood.push(`${page.url()}: ${told.replaceAll(/\s+/g, ' ').slice(0, 200)}`);
    }
  }

  /** What a failure is understood by on a machine that nobody can look at: where the pages stood, what they complained of, what the
   *  server refused. */
  account(printed: string): string {
    const refused = printed.split('\n').filter((line) => /http\.status=[45]|WARN|ERROR/.test(line));
    return [...this.stood, ...this.heard.slice(-8), ...refused.slice(-8)].join('\n');
  }

  /** Fails with every line that no pattern allows. */
  mustBeNone() {
    const unexpected = this.heard.filter((line) => !this.allowed.some((pattern) => pattern.test(line)));
    expect(unexpected, 'the pages were to be silent').toEqual([]);
  }
}
