// Time to the first byte of each page: every kind of page that a role reaches by links, 30 times each, 60 stories.

import { demonstration, get, quantile, remove, report, serve, signIn } from "./house.mjs";

const TIMES = 30;
const ROLES = ["karima", "zineb", "latifa", "houda", "rajae", "samir"];
const LEFT = /^\/(exit|sign-out|pkg|fonts|favicon|icon)/;
// Ids of 32 hexadecimal letters, with or without dashes.
const ID = /[0-9a-f]{8}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{4}-?[0-9a-f]{12}/g;

const house = demonstration(60);
const server = await serve(house);
try {
    const seen = new Map();
    for (const login of ROLES) {
        const cookie = await signIn(server.port, login);
        const visited = new Set();
        let paths = ["/"];
        for (let depth = 0; depth < 4 && paths.length > 0; depth++) {
            const next = [];
            for (const path of paths) {
                const kind = path.split("?")[0].replace(ID, "{id}");
                if (visited.has(kind)) continue;
                visited.add(kind);
                const page = await get(server.port, path, cookie);
                if (page.status !== 200 || !/text\/html/.test(page.headers["content-type"])) continue;
                if (!seen.has(kind)) seen.set(kind, { login, path, cookie });
                for (const [, link] of page.body.matchAll(/<a[^>]* href="(\/[^"#]*)/g)) {
                    if (!LEFT.test(link)) next.push(link.replaceAll("&amp;", "&"));
                }
            }
            paths = next;
        }
    }
    const slow = [];
    for (const [kind, { login, path, cookie }] of [...seen].sort()) {
        const times = [];
        for (let time = 0; time < TIMES; time++) times.push((await get(server.port, path, cookie)).first);
        const [median, late] = [quantile(times, 0.5), quantile(times, 0.95)];
        slow.push(late);
        report(`first byte of ${kind} (${login})`, `${median.toFixed(1)} ms, 95 %: ${late.toFixed(1)} ms`);
    }
    report("first byte, 95 % of the slowest page", Math.max(...slow), "ms", 200);
} finally {
    await server.stop();
    remove(house);
}
