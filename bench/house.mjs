// A fresh demonstration behind a server on loopback, for one measurement. `node bench/<figure>.mjs BINARY SITE`

import { execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import http from "node:http";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

export const [binary, site] = process.argv.slice(2);
if (!binary || !site) {
    console.error(`call: node ${process.argv[1]} BINARY SITE`);
    process.exit(2);
}

const PASSWORD = "ouvrir la porte";
const agent = new http.Agent({ keepAlive: true });

// One line of docs/performance.md; the process fails where the goal is missed.
export function report(figure, value, unit, goal) {
    const shown = typeof value === "number" ? `${value.toFixed(value < 10 ? 2 : 0)} ${unit}` : value;
    const missed = typeof value === "number" && goal !== undefined && value > goal;
    const wanted = goal === undefined ? "" : `< ${goal} ${unit}`;
    console.log(`| ${figure} | ${shown} | ${wanted} |${missed ? " MISSED" : ""}`);
    if (missed) process.exitCode = 1;
}

export function milliseconds(since) {
    return Number(process.hrtime.bigint() - since) / 1e6;
}

export function quantile(values, part) {
    const sorted = [...values].sort((a, b) => a - b);
    return sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)];
}

function freePort() {
    return new Promise((found) => {
        const probe = createServer().listen(0, "127.0.0.1", () => {
            const { port } = probe.address();
            probe.close(() => found(port));
        });
    });
}

// Makes the demonstration; `folder` is to be handed to serve() and to remove().
export function demonstration(stories) {
    const folder = mkdtempSync(join(tmpdir(), "hikaya-bench-"));
    const start = process.hrtime.bigint();
    execFileSync(binary, ["demo", "--data", join(folder, "data"), "--stories", String(stories), "--seed", "1"], {
        stdio: ["ignore", "ignore", "pipe"],
    });
    return { folder, seconds: milliseconds(start) / 1000 };
}

export function remove({ folder }) {
    rmSync(folder, { recursive: true, force: true });
}

// Starts the server, over the files of `files`, and waits for its first answer.
export async function serve({ folder }, files = site) {
    const port = await freePort();
    const start = process.hrtime.bigint();
    const child = spawn(binary, ["serve", "--data", join(folder, "data"), "--listen", `127.0.0.1:${port}`, "--site", files], {
        stdio: ["ignore", "ignore", "ignore"],
    });
    const ended = new Promise((gone) => child.once("exit", gone));
    for (let tries = 0; ; tries++) {
        try {
            await get(port, "/healthz");
            break;
        } catch (error) {
            if (tries > 6000 || child.exitCode !== null) throw error;
            await new Promise((later) => setTimeout(later, 10));
        }
    }
    return {
        port,
        milliseconds: milliseconds(start),
        memory: () => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${child.pid}/status`, "utf8"))[1]) / 1024,
        async stop() {
            child.kill("SIGTERM");
            await ended;
        },
    };
}

function ask(port, method, path, headers, body) {
    return new Promise((answered, failed) => {
        const start = process.hrtime.bigint();
        const request = http.request({ host: "127.0.0.1", port, method, path, headers, agent }, (response) => {
            const first = milliseconds(start);
            const parts = [];
            response.on("data", (part) => parts.push(part));
            response.on("end", () => {
                const bytes = Buffer.concat(parts);
                const { statusCode: status, headers } = response;
                answered({ status, headers, first, bytes, body: bytes.toString("utf8") });
            });
        });
        request.on("error", failed);
        request.end(body);
    });
}

// A page, with the time to its first byte in milliseconds.
export function get(port, path, cookie = "") {
    return ask(port, "GET", path, cookie ? { cookie } : {});
}

// A form that was sent.
export function post(port, path, answers, cookie = "") {
    const body = new URLSearchParams(answers).toString();
    const headers = {
        "content-type": "application/x-www-form-urlencoded",
        "content-length": Buffer.byteLength(body),
        "sec-fetch-site": "same-origin",
        ...(cookie ? { cookie } : {}),
    };
    return ask(port, "POST", path, headers, body);
}

// Sends a file as a browser does.
export function postFile(port, path, file, cookie) {
    const edge = "edge";
    const head = `--${edge}\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), file, Buffer.from(`\r\n--${edge}--\r\n`)]);
    const type = `multipart/form-data; boundary=${edge}`;
    return ask(port, "POST", path, { "content-type": type, "content-length": body.length, "sec-fetch-site": "same-origin", cookie }, body);
}

// Somebody's cookie.
export async function signIn(port, login) {
    const answer = await post(port, "/sign-in", { login, password: PASSWORD });
    if (answer.status !== 303) throw new Error(`${login} cannot sign in: ${answer.status}`);
    return answer.headers["set-cookie"].map((one) => one.split(";")[0]).join("; ");
}
