// Lighthouse on the recorder's page as a telephone of 2016 sees it (its own throttling: four times slower, a slow 4G line). Needs the
// program of that name: `LIGHTHOUSE=…/node_modules/.bin/lighthouse`, and Chromium by `CHROME_PATH`.

import { execFileSync } from "node:child_process";
import { demonstration, remove, report, serve } from "./house.mjs";

const CATEGORIES = ["performance", "accessibility", "best-practices"];
const FLAGS =
    "--headless --no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking --disable-component-update --disable-sync";

const program = process.env.LIGHTHOUSE;
if (!program) {
    console.error("LIGHTHOUSE is not set: npm install lighthouse, then LIGHTHOUSE=node_modules/.bin/lighthouse");
    process.exit(2);
}
const house = demonstration(3);
const server = await serve(house);
try {
    const words = [`http://127.0.0.1:${server.port}/notes`, "--quiet", "--output=json", "--output-path=stdout", "--form-factor=mobile"];
    words.push(`--only-categories=${CATEGORIES}`, `--chrome-flags=${FLAGS}`);
    const told = JSON.parse(execFileSync(program, words, { maxBuffer: 64 * 1024 * 1024 }));
    report("Lighthouse's version", told.lighthouseVersion);
    for (const name of CATEGORIES) {
        const score = Math.round(told.categories[name].score * 100);
        report(`Lighthouse, recorder page, ${name}`, `${score} of 100, wanted 95`);
        if (score < 95) process.exitCode = 1;
    }
    for (const name of ["first-contentful-paint", "interactive", "total-blocking-time"]) {
        report(`${name}, throttled`, told.audits[name].displayValue.replaceAll("\u00a0", " "));
    }
} finally {
    await server.stop();
    remove(house);
}
