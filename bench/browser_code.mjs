// The browser's code as it travels: the .wasm and .js of SITE/pkg after brotli. Goal for what ordinary pages load: under 150 kB. The
// recorder of the field is loaded once, by its own page, and kept.

import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";
import { report, site } from "./house.mjs";

function files(folder) {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? files(join(folder, entry.name)) : [join(folder, entry.name)],
    );
}

const size = (file) => brotliCompressSync(readFileSync(file), { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }).length;
const total = (end) =>
    files(join(site, "pkg"))
        .filter((file) => end.test(file))
        .reduce((sum, file) => sum + size(file), 0) / 1000;
report("browser's code (wasm and js, brotli)", total(/hikaya[^/]*\.(wasm|js)$/), "kB", 150);
report("the recorder's code (wasm and js, brotli)", total(/recorder[^/]*\.(wasm|js)$/), "kB");
report("style sheet (brotli)", total(/\.css$/), "kB");
