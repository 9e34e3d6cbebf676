import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Whether the web app has been built. */
const hasPages = (webRoot: string): boolean => existsSync(join(webRoot, 'index.html'));

export async function servePages(app: FastifyInstance, webRoot: string): Promise<void> {
  if (!hasPages(webRoot)) return;
  await app.register(fastifyStatic, {
    root: webRoot,
    wildcard: true,
    index: ['index.html'],
    dotfiles: 'ignore',
    setHeaders: (reply, path) => {
      // Files under assets/ carry a hash in their name; every other may be another one tomorrow.
      const hashed = path.includes('/assets/');
      reply.header('cache-control', hashed ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  });
}

/** A page's own address, opened or reloaded, is answered with the app, which knows its pages; a missing file is not. */
export function sendPage(request: FastifyRequest, reply: FastifyReply, webRoot: string): FastifyReply | null {
  const path = request.url.split('?')[0] ?? '/';
  const wantsPage = (request.headers.accept ?? '').includes('text/html');
  if (request.method !== 'GET' || path.startsWith('/api/') || path.includes('.') || !wantsPage) return null;
  if (!hasPages(webRoot)) return reply.code(503).type('text/plain; charset=utf-8').send(notBuilt);
  return reply.header('cache-control', 'no-cache').sendFile('index.html', webRoot);
}

const notBuilt = 'The web app has not been built. Run `npm run build`, then load this page again.\n';
