// A large archive, made once for several figures: how long recording takes, from start to first answer, until the index is built,
// and the first search. STORIES names another number than 5000, WORDS other words to search for.

import { demonstration, get, milliseconds, post, remove, report, serve, signIn } from "./house.mjs";

const stories = Number(process.env.STORIES ?? 5000);
const words = process.env.WORDS ?? "clinique";

const house = demonstration(stories);
report(`recording ${stories} stories, one after the other`, house.seconds, "s", 60);
try {
    const server = await serve(house);
    const started = process.hrtime.bigint();
    report(`start to first answer with ${stories} stories`, server.milliseconds, "ms", 1000);
    const cookie = await signIn(server.port, "zineb");
    // The page answers at once, and says how far the index is until it is built.
    let answer = await post(server.port, "/search", { q: words }, cookie);
    while (/aria-busy="true"/.test(answer.body)) {
        await new Promise((later) => setTimeout(later, 20));
        answer = await post(server.port, "/search", { q: words }, cookie);
    }
    report(`index of ${stories} stories built after`, milliseconds(started) / 1000, "s", 20);
    if (answer.status !== 200) throw new Error(`the search answered ${answer.status}`);
    const other = await post(server.port, "/search", { q: "guichet" }, cookie);
    report(`first search for other words in ${stories} stories`, other.first, "ms", 300);
    const list = await get(server.port, "/stories", cookie);
    report(`first byte of the list of ${stories} stories`, list.first, "ms");
    report(`memory with ${stories} stories`, server.memory(), "MB");
    await server.stop();
} finally {
    remove(house);
}
