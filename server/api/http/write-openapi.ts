import { writeFileSync } from 'node:fs';
import { routes } from '../routes.ts';
import { describeRoutes } from './openapi.ts';

/** `node server/api/http/write-openapi.ts`: writes the copy of the API's description that readers find in docs/. */
writeFileSync(
  new URL('../../../docs/openapi.json', import.meta.url),
  `${JSON.stringify(await describeRoutes(routes), null, 2)}\n`,
);
