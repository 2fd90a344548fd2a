// Twenty panels at once, ten seats each, votes open: how long from a chair's click until the last telephone of her panel shows the
// next page, whether every ballot is counted once, and the server's memory for one participant.

import http from "node:http";
import { demonstration, get, milliseconds, post, quantile, remove, report, serve, signIn } from "./house.mjs";

const PANELS = 20;
const SEATS = 10;
// Told for each panel: a story is before one panel of a level at a time.
const STORIES = 2;
// A page follows its news within this, or the run fails.
const PATIENCE = 30_000;

const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity });
const house = demonstration(3);
const server = await serve(house);
const { port } = server;
const streams = [];
try {
    const [ilham, latifa] = [await signIn(port, "ilham"), await signIn(port, "latifa")];
    const before = server.memory();
    const panels = [];
    for (let n = 0; n < PANELS; n++) panels.push(await opened([ilham, latifa], n));
    for (const panel of panels) for (let seat = 0; seat < SEATS; seat++) panel.phones.push(await seated(panel));
    await Promise.all(panels.flatMap((panel) => panel.phones.map(listening)));
    report("participants in panels at once", `${PANELS * SEATS} in ${PANELS}`);
    report("memory a participant, streams open", (server.memory() - before) / (PANELS * SEATS), "MB");

    const clicks = [];
    clicks.push(...(await together(panels, "gathering.", async (panel) => [["start", {}]])));
    clicks.push(...(await together(panels, "hearing.", heard)));
    const lasts = clicks.map((telephones) => Math.max(...telephones));
    report("a chair's click until a telephone's next page, median of all telephones", quantile(clicks.flat(), 0.5), "ms");
    report("a chair's click until her last telephone's next page, 99 % of clicks", quantile(lasts, 0.99), "ms", 1000);

    const answers = await Promise.all(panels.flatMap((panel) => panel.phones.map((phone) => voted(panel, phone))));
    report("a vote taken, 99 %", quantile(answers, 0.99), "ms");
    for (const panel of panels) await counted(latifa, panel);
    report("ballots counted", `${PANELS * SEATS} of ${PANELS * SEATS}, each once`);
    report("memory a participant, after the vote", (server.memory() - before) / (PANELS * SEATS), "MB");
} finally {
    for (const stream of streams) stream.destroy();
    await server.stop();
    remove(house);
}

// A panel over stories that were just told, with its code.
async function opened([teller, cookie], n) {
    await told(teller);
    const form = (await get(port, "/panels/new", cookie)).body;
    const [place, domain] = ["place", "domain"].map((name) => values(form, name)[0]);
    const answer = await post(port, "/panels/new", { ...(place ? { place } : {}), domain, method: "majority" }, cookie);
    if (answer.status !== 303) throw new Error(`panel ${n} was not opened: ${answer.status}`);
    const address = answer.headers.location;
    const page = (await get(port, address, cookie)).body;
    const code = /aria-label="((?:\d ){5}\d)"/.exec(page)[1].replaceAll(" ", "");
    return { address, code, cookie, phones: [] };
}

// A day, so many from today on.
function day(from) {
    return new Date(Date.now() + from * 86_400_000).toISOString().slice(0, 10);
}

async function told(teller) {
    const form = (await get(port, "/stories/new", teller)).body;
    const yes = Object.fromEntries(["p1", "p2", "p3", "read_back"].map((name) => [name, "yes"]));
    const talk = { manner: "spoken", age: "adult", others: "nobody", teach_back: "understood", witness: "K2" };
    for (let story = 0; story < STORIES; story++) {
        const answers = {
            site: values(form, "site")[0], told_on: day(0), until: day(300), language: "fr", domain: values(form, "domain")[0], session: "focus_group", direction: "good",
            change: "j’ai mes papiers", chosen: "0", title: `Récit fictif ${story}`, context: "Avant, rien.",
            description: "Elle est allée au guichet. ".repeat(40), significance: "Elle montre son nom.", ...talk, ...yes,
        };
        const answer = await post(port, "/stories/new", answers, teller);
        if (answer.status !== 303) throw new Error(`no story was recorded: ${answer.status}`);
    }
}

function values(form, name) {
    return [...form.matchAll(/<input[^>]*>/g)]
        .map(([input]) => input)
        .filter((input) => input.includes(`name="${name}"`))
        .map((input) => /value="([^"]*)"/.exec(input)[1]);
}

async function seated({ code }) {
    const answer = await post(port, "/join", { code, category: "survivor" });
    if (answer.status !== 303) throw new Error(`no seat: ${answer.status}`);
    return { cookie: answer.headers["set-cookie"].map((one) => one.split(";")[0]).join("; "), news: () => {} };
}

// Opens the telephone's stream; resolves with its first news.
function listening(phone) {
    return new Promise((begun, failed) => {
        const headers = { cookie: phone.cookie, accept: "text/event-stream" };
        const request = http.get({ host: "127.0.0.1", port, path: "/room/events", headers, agent }, (stream) => {
            if (stream.statusCode !== 200) return failed(new Error(`no stream: ${stream.statusCode}`));
            streams.push(stream);
            stream.setEncoding("utf8");
            stream.on("data", (text) => {
                for (const [, key] of text.matchAll(/^data: (\S+)/gm)) {
                    phone.key = key;
                    phone.news(key);
                    begun();
                }
            });
            stream.on("error", () => {});
        });
        request.on("error", failed);
    });
}

// All chairs click at the same moment; for each click, the times until each telephone of its panel has loaded the page that its news
// asked for. `left` is the stage that is left; what comes before the last click of `clicks` is not timed.
async function together(panels, left, clicks) {
    const last = [];
    for (const panel of panels) {
        const steps = await clicks(panel);
        for (const [name, answers] of steps.slice(0, -1)) await done(panel, name, answers);
        last.push(steps.at(-1));
    }
    const waits = panels.map((panel, n) => {
        const start = process.hrtime.bigint();
        const loaded = panel.phones.map(
            (phone) =>
                new Promise((later, failed) => {
                    const patience = setTimeout(() => failed(new Error(`no news after ${left}`)), PATIENCE);
                    phone.news = async (key) => {
                        if (key.startsWith(left)) return;
                        phone.news = () => {};
                        clearTimeout(patience);
                        const page = await get(port, "/room", phone.cookie);
                        if (page.status !== 200) return failed(new Error(`/room: ${page.status}`));
                        phone.page = page.body;
                        later(milliseconds(start));
                    };
                }),
        );
        return [done(panel, ...last[n]), ...loaded];
    });
    return Promise.all(waits.map((wait) => Promise.all(wait).then(([, ...loaded]) => loaded)));
}

async function done({ address, cookie }, step, answers) {
    const answer = await post(port, address, { step, ...answers }, cookie);
    if (answer.status !== 303) throw new Error(`${step}: ${answer.status}`);
}

// Every story read aloud and discussed, then the vote opens.
async function heard({ address, cookie }) {
    const page = (await get(port, address, cookie)).body;
    const stories = new Set(values(page, "story"));
    return [
        ...[...stories].flatMap((story) => [
            ["read_aloud", { story }],
            ["discuss", { story }],
        ]),
        ["open_vote", {}],
    ];
}

// A telephone's vote: seven of a panel's ten for one story, three for another, so that the count may be shown. The time in
// milliseconds.
async function voted({ phones }, phone) {
    const choices = values(phone.page, "choice").sort();
    const choice = choices[phones.indexOf(phone) < 3 ? 1 : 0];
    const start = process.hrtime.bigint();
    const answer = await post(port, "/room", { step: "vote", choice }, phone.cookie);
    const time = milliseconds(start);
    if (answer.status !== 303) throw new Error(`a vote: ${answer.status}`);
    // A telephone that is unsure sends it again: refused, not counted.
    const again = await post(port, "/room", { step: "vote", choice }, phone.cookie);
    if (again.status !== 422) throw new Error(`a second vote: ${again.status}`);
    return time;
}

// The count of a panel holds every ballot once.
async function counted(cookie, panel) {
    await done(panel, "count", {});
    const page = (await get(port, panel.address, cookie)).body;
    const [table] = /<table class="table tally">[\s\S]*?<\/table>/.exec(page) ?? [""];
    const votes = [...table.matchAll(/<td class="number">(\d+)<\/td>/g)].map(([, number]) => Number(number));
    if (String(votes.filter((number) => number > 0)) !== "7,3") throw new Error(`counted ${votes}`);
}
