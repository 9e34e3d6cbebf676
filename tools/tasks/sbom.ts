/** npm run sbom: what this checkout is made of, as CycloneDX 1.6 JSON on standard output. Needs no network and nothing installed but Node. */
import { readLock } from './supply/lock.ts';
import { makeSbom } from './supply/sbom.ts';

process.stdout.write(`${JSON.stringify(makeSbom(readLock()), null, 2)}\n`);
