// A tablet of the field: offline start from the service worker on a processor four times slower, and a session of three hours, thirty
// stories of six minutes: what it takes of storage and memory. The microphone is false: pieces of the size and number of three
// hours come as fast as they are sealed and kept. Needs the browser of the end-to-end tests (`CHROMIUM`).

import { cpSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "../end2end/node_modules/playwright-core/index.mjs";
import { demonstration, milliseconds, remove, report, serve, site } from "./house.mjs";

const STORIES = 30;
const PIECES = 75; // of 4.8 seconds: six minutes
const SLOWER = 4;
const PASSPHRASE = "sept figues bleues";

const MICROPHONE = `
export async function listen(heard) {
  const [packets, size] = [240, 60];
  let done;
  const all = new Promise((ended) => (done = ended));
  (async () => {
    for (let n = 0; n < ${PIECES}; n++) {
      const piece = new Uint8Array(3 + packets * size).fill(n);
      new DataView(piece.buffer).setUint16(0, size);
      piece[2] = n === ${PIECES - 1} ? 1 : 0;
      for (let at = 3; at < piece.length; at += size) piece[at] = 0xf8;
      heard(piece, 4.8);
      await new Promise((later) => setTimeout(later, 15));
    }
    done();
  })();
  return { pause() {}, resume() {}, stop: () => all };
}
`;

const house = demonstration(3);
const copy = mkdtempSync(join(tmpdir(), "hikaya-site-"));
cpSync(site, copy, { recursive: true });
writeFileSync(join(copy, "notes-sound.js"), MICROPHONE);
const server = await serve(house, copy);
const url = `http://127.0.0.1:${server.port}`;
const folder = mkdtempSync(join(tmpdir(), "hikaya-tablet-"));
let context = await browser();
try {
    let page = context.pages()[0] ?? (await context.newPage());
    await prepared(page);
    await context.close();

    context = await browser();
    page = context.pages()[0] ?? (await context.newPage());
    await context.setOffline(true);
    const slow = await context.newCDPSession(page);
    await slow.send("Emulation.setCPUThrottlingRate", { rate: SLOWER });
    let start = process.hrtime.bigint();
    await page.goto(`${url}/notes`);
    await page.locator("#notes[data-ready]").waitFor();
    report(`offline, browser just started, until the recorder's page can be used, processor ${SLOWER} × slower`, milliseconds(start), "ms", 2000);
    const shown = milliseconds(start);
    start = process.hrtime.bigint();
    await unlocked(page);
    const opened = milliseconds(start);
    report(`opening a drawer with its passphrase (Argon2id), processor ${SLOWER} × slower`, opened, "ms");
    report("both, without the time that typing takes: until a story can be begun", shown + opened, "ms", 2000);
    await slow.send("Emulation.setCPUThrottlingRate", { rate: 1 });

    const before = await taken(page);
    start = process.hrtime.bigint();
    for (let story = 0; story < STORIES; story++) await told(page, story);
    const after = await taken(page);
    report(`${STORIES} stories with ${STORIES * 6} minutes of sound, written in`, `${(milliseconds(start) / 1000).toFixed(0)} s`);
    report("storage that they take", after.storage - before.storage, "MB", 500);
    report("the browser's folder on the disk, grown by", after.disk - before.disk, "MB");
    report("memory of the page's process before, after", `${before.memory.toFixed(0)} MB, ${after.memory.toFixed(0)} MB`);
    report("memory that the session added", after.memory - before.memory, "MB", 200);
    report("heap of the page's script, after", after.heap, "MB");
} finally {
    await context.close().catch(() => undefined);
    await server.stop();
    remove(house);
    for (const one of [copy, folder]) rmSync(one, { recursive: true, force: true });
}

function browser() {
    return chromium.launchPersistentContext(folder, {
        executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
        viewport: { width: 390, height: 800 },
        permissions: ["microphone"],
        args: [
            "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
            "--disable-component-update", "--disable-sync", "--enable-precise-memory-info",
        ],
    });
}

async function prepared(page) {
    await page.goto(`${url}/sign-in?lang=fr`);
    await page.fill("#login", "ilham");
    await page.fill("#password", "ouvrir la porte");
    await page.locator("main form button").click();
    await page.goto(`${url}/notes/prepare`);
    await page.fill("#name", "tablette bleue");
    for (const field of ["#passphrase", "#again"]) await page.fill(field, PASSPHRASE);
    await page.locator("[data-enrol] button").click();
    await page.waitForURL(`${url}/notes`);
    await page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined));
    await page.locator("#notes[data-ready]").waitFor();
}

async function unlocked(page) {
    await page.fill("#passphrase", PASSPHRASE);
    await page.locator("[data-unlock] button").click();
    await page.locator("[data-do='begin']").waitFor();
}

async function told(page, number) {
    const text = `Récit fictif numéro ${number}, dit dans une salle sans réseau. `;
    await page.locator("[data-do='begin']").click();
    await page.locator("input[name=domain]").first().check();
    await page.locator("input[name=change]").first().fill("une porte");
    await page.locator("input[name=chosen]").first().check();
    for (const [field, times] of [["#title", 1], ["#context", 3], ["#description", 30], ["#significance", 3]]) {
        await page.fill(field, text.repeat(times));
    }
    await page.locator("[data-do='record']").click();
    await page.locator("[data-do='finish']").click();
    await page.locator("[data-view='list']").waitFor();
}

// What the tablet holds and takes, in megabytes.
async function taken(page) {
    await page.waitForTimeout(3000);
    const session = await context.newCDPSession(page);
    await session.send("HeapProfiler.collectGarbage");
    await session.send("Performance.enable");
    const { metrics } = await session.send("Performance.getMetrics");
    const heap = metrics.find((one) => one.name === "JSHeapUsedSize").value / 1e6;
    const storage = await page.evaluate(() => navigator.storage.estimate().then((known) => known.usage / 1e6));
    return { heap, storage, disk: bytesIn(folder) / 1e6, memory: memoryOf(folder) };
}

function bytesIn(place) {
    const files = readdirSync(place, { recursive: true, encoding: "utf8" }).map((name) => join(place, name));
    const sizes = files.map((file) => statSync(file, { throwIfNoEntry: false })).filter((found) => found?.isFile());
    return sizes.reduce((sum, found) => sum + found.size, 0);
}

// The largest of the browser's processes that show pages.
function memoryOf(profile) {
    const processes = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map((pid) => {
        try {
            const line = readFileSync(`/proc/${pid}/cmdline`, "utf8");
            const status = readFileSync(`/proc/${pid}/status`, "utf8");
            const number = (name) => Number(new RegExp(`${name}:\\s+(\\d+)`).exec(status)?.[1] ?? 0);
            return { pid: Number(pid), parent: number("PPid"), line, memory: number("VmRSS") / 1024 };
        } catch {
            return undefined; // It has ended meanwhile.
        }
    });
    const alive = processes.filter((one) => one !== undefined);
    const root = alive.find((one) => one.line.includes(profile) && !one.line.includes("--type="));
    const isBelow = (one) => {
        for (let at = one; at; at = alive.find((other) => other.pid === at.parent)) if (at.pid === root?.pid) return true;
        return false;
    };
    return Math.max(...alive.filter((one) => one.line.includes("--type=renderer") && isBelow(one)).map((one) => one.memory));
}
