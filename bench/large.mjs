// A large archive, made once for three figures: how long recording takes, from start to first answer, and the first search.
// STORIES names another number than 5000; SEARCH another page than /search?q=clinique.

import { demonstration, get, remove, report, serve, signIn } from "./house.mjs";

const stories = Number(process.env.STORIES ?? 5000);
const search = process.env.SEARCH ?? "/search?q=clinique";

const house = demonstration(stories);
report(`recording ${stories} stories, one after the other`, house.seconds, "s", 60);
try {
    let server = await serve(house);
    report(`start to first answer with ${stories} stories`, server.milliseconds, "ms", 1000);
    const cookie = await signIn(server.port, "karima");
    const first = await get(server.port, search, cookie);
    if (first.status === 200) {
        report(`first search in ${stories} stories`, first.first, "ms", 1000);
        report(`second search in ${stories} stories`, (await get(server.port, search, cookie)).first, "ms", 200);
    } else {
        report(`first search in ${stories} stories`, `no such page (${first.status})`);
    }
    const list = await get(server.port, "/stories", cookie);
    report(`first byte of the list of ${stories} stories`, list.first, "ms");
    report(`memory with ${stories} stories`, server.memory(), "MB");
    await server.stop();
} finally {
    remove(house);
}
