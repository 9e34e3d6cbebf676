import { createHash } from 'node:crypto';
import {
  type StatisticLanguage,
  statisticCsv,
  statisticLanguages,
  statisticTables,
  statisticWords,
} from '@attend/casework';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { type Pool, transaction } from '../../database/connect.ts';
import { listPublished, loadPublished } from '../../database/repositories/published-editions.ts';
import type { Queryable } from '../../database/repositories/queryable.ts';
import { editionPage, indexPage, missingPage } from './pages.ts';
import { stylesheet } from './style.ts';

/** Nothing but its own stylesheet: no script, no image, no form, in no frame. */
const policy =
  "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
/** A new edition is seen within five minutes; a published one never changes. */
const cached = 'public, max-age=300';

const isEdition = (text: string): boolean => z.uuid().safeParse(text).success;

/**
 * What everybody may read, without an account: pages made here whole, without a script. Read in a transaction of nobody and of no programme,
 * in which row-level security shows published editions and nothing else (STA-10).
 */
export function registerPublicPages(app: FastifyInstance, pool: Pool): void {
  const read = <T>(work: (client: Queryable) => Promise<T>): Promise<T> => transaction(pool, {}, work);
  app.get('/statistics', (request, reply) =>
    reply.header('vary', 'accept-language').redirect(`/statistics/${languageOf(request)}`, 302),
  );
  app.get('/statistics/style.css', (request, reply) =>
    sendText(request, reply, 'text/css; charset=utf-8', stylesheet),
  );
  app.get<{ Params: { language: string } }>('/statistics/:language', async (request, reply) => {
    const language = statisticLanguages.find((one) => one === request.params.language);
    if (language === undefined) return sendMissing(request, reply, languageOf(request));
    return sendPage(request, reply, indexPage(await read(listPublished), language));
  });
  app.get<{ Params: { language: string; id: string } }>(
    '/statistics/:language/:id',
    async (request, reply) => {
      const language = statisticLanguages.find((one) => one === request.params.language);
      const { id } = request.params;
      if (language === undefined || !isEdition(id)) return sendMissing(request, reply, languageOf(request));
      const page = editionPage(await read((client) => loadPublished(client, id)), language);
      return page === null ? sendMissing(request, reply, language) : sendPage(request, reply, page);
    },
  );
  app.get<{ Params: { language: string; id: string; file: string } }>(
    '/statistics/:language/:id/:file',
    async (request, reply) => {
      const { id, file } = request.params;
      const language = statisticLanguages.find((one) => one === request.params.language);
      const name = statisticTables.find((one) => `${one}.csv` === file);
      if (language === undefined || name === undefined || !isEdition(id))
        return sendMissing(request, reply, languageOf(request));
      const edition = (await read((client) => loadPublished(client, id))).at(-1);
      const table = edition?.tables.find((one) => one.name === name);
      if (edition === undefined || table === undefined) return sendMissing(request, reply, language);
      reply.header(
        'content-disposition',
        `attachment; filename="${edition.month}-${edition.number}-${name}.csv"`,
      );
      return sendText(
        request,
        reply,
        'text/csv; charset=utf-8',
        statisticCsv(table, statisticWords[language]),
      );
    },
  );
}

/** The first of the reader's languages that there is, else English. */
function languageOf({ headers }: FastifyRequest): StatisticLanguage {
  const wanted = (headers['accept-language'] ?? '')
    .split(',')
    .map((one) => one.trim().slice(0, 2).toLowerCase());
  return wanted.flatMap((one) => statisticLanguages.find((language) => language === one) ?? [])[0] ?? 'en';
}

const sendPage = (request: FastifyRequest, reply: FastifyReply, page: string): FastifyReply =>
  sendText(request, reply, 'text/html; charset=utf-8', page);

const sendMissing = (
  request: FastifyRequest,
  reply: FastifyReply,
  language: StatisticLanguage,
): FastifyReply => sendPage(request, reply.code(404), missingPage(language));

function sendText(request: FastifyRequest, reply: FastifyReply, type: string, text: string): FastifyReply {
  const tag = `"${createHash('sha256').update(text).digest('base64url')}"`;
  reply.header('content-security-policy', policy).header('cache-control', cached).header('etag', tag);
  const known = (request.headers['if-none-match'] ?? '')
    .split(',')
    .map((one) => one.trim().replace(/^W\//, ''));
  if (reply.statusCode === 200 && known.includes(tag)) return reply.code(304).send();
  return reply.type(type).send(text);
}
