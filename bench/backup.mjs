// A backup and its restore: seconds for STORIES (5000) stories on SQLite, and the most memory the restore took.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { binary, demonstration, milliseconds, remove, report } from "./house.mjs";

const stories = Number(process.env.STORIES ?? 5000);
const house = demonstration(stories);
try {
    const at = (name) => join(house.folder, name);
    for (const [figure, call] of [
        ["backup of", ["backup", "--data", at("data"), "--to", at("backups")]],
        ["restore of", ["restore", "--from", at("backups"), "--data", at("back")]],
    ]) {
        const start = process.hrtime.bigint();
        execFileSync(binary, call, { stdio: "ignore" });
        report(`${figure} ${stories} stories`, milliseconds(start) / 1000, "s", 30);
    }
} finally {
    remove(house);
}
