// Unpacks what the package of the browser holds: node unpack.mjs FOLDER-OF-THE-PACKAGE TARGET
import { chmodSync, createReadStream, createWriteStream } from "node:fs";
import { join } from "node:path";
import { pipeline } from "node:stream/promises";
import { createBrotliDecompress } from "node:zlib";

const [from, to] = process.argv.slice(2);
for (const name of ["chromium", "al2023.tar", "fonts.tar"]) {
  await pipeline(
    createReadStream(join(from, `${name}.br`)),
    createBrotliDecompress(),
    createWriteStream(join(to, name)),
  );
}
chmodSync(join(to, "chromium"), 0o755);
