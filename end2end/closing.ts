// The last line of a run, in the form that continuous integration reads. A skipped test fails the run: nothing is
// skipped silently here, a test that does not apply to a project is kept out of it by its title.

import { stripVTControlCharacters } from 'node:util';
import type { FullResult, Reporter, Suite, TestCase } from '@playwright/test/reporter';

/** Lines of a message: what was expected and what was there, and the first lines of the list that a noisy page left. */
const HEAD = 12;

/** The name under which a failed test tells where its pages stood, what they complained of and what the server refused. */
export const ACCOUNT = 'where the pages stood';

export default class Closing implements Reporter {
  private root?: Suite;
  private errors = 0;

  onBegin(_: unknown, root: Suite) {
    this.root = root;
  }

  /** What went wrong outside any test, such as a server that did not stop: counted as a failure. */
  onError() {
    this.errors += 1;
  }

  printsToStdio() {
    return true;
  }

  async onEnd(result: FullResult) {
    const complete = this.skipped().length === 0;
    return { status: complete || result.status !== 'passed' ? result.status : ('failed' as const) };
  }

  // After every other reporter's summary.
  async onExit() {
    const tests = this.root?.allTests() ?? [];
    const skipped = this.skipped();
    const count = (...outcomes: string[]) => tests.filter((test) => outcomes.includes(test.outcome())).length;
    for (const test of tests.filter((test) => test.outcome() === 'unexpected')) this.why(test);
    // Where only the last lines of a run are kept, each name is still among them.
    for (const test of tests.filter((test) => test.outcome() === 'unexpected')) console.log(`failed: ${name(test)}`);
    for (const test of skipped) console.log(`not run: ${name(test)}`);
    const tail = skipped.length > 0 ? `, ${skipped.length} skipped` : '';
    console.log(`${count('expected')} passed, ${count('unexpected', 'flaky') + this.errors} failed${tail}`);
  }

  /** Says again, at the end of a long run, how a test failed: the head of its message, without the terminal's colours. */
  private why(test: TestCase) {
    const errors = test.results.flatMap((result) => result.errors);
    for (const { message = '' } of errors) {
      const head = stripVTControlCharacters(message).split('\n').filter((line) => line.trim() !== '').slice(0, HEAD);
      console.log([`how it failed: ${name(test)}`, ...head].join('\n    '));
    }
    const attached = test.results.flatMap((result) => result.attachments).filter((one) => one.name === ACCOUNT);
    for (const { body } of attached) console.log(`    ${String(body).replaceAll('\n', '\n    ')}`);
  }

  private skipped() {
    return (this.root?.allTests() ?? []).filter((test) => test.outcome() === 'skipped');
  }
}

function name(test: TestCase): string {
  return test.titlePath().filter(Boolean).join(' › ');
}
