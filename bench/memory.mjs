// Memory of the server at rest: VmRSS after each role read its first page of a demonstration of 60 stories, and ten seconds.

import { demonstration, get, remove, report, serve, signIn } from "./house.mjs";

const house = demonstration(60);
const server = await serve(house);
try {
    report("memory of the server before anybody came", server.memory(), "MB");
    for (const login of ["karima", "houda", "samir"]) {
        const cookie = await signIn(server.port, login);
        await get(server.port, "/", cookie);
        await get(server.port, "/stories", cookie);
    }
    await new Promise((later) => setTimeout(later, 10_000));
    report("memory of the server at rest", server.memory(), "MB", 100);
} finally {
    await server.stop();
    remove(house);
}
