import { z } from 'zod';
import { type ApiAnswer, type ApiClient, faultIn } from './api-client.ts';

/** What the API refused of the demo's making: one place makes a failure of it. */
export class Refused extends Error {}
export const anything = z.unknown();
export const made = z.object({ id: z.string() });

/** Throws what the API said. */
export function readAnswer<S extends z.ZodType>(path: string, answer: ApiAnswer, schema: S): z.output<S> {
  if (answer.status >= 300) throw new Refused(`${path}: the API answered ${faultIn(answer)}`);
  return schema.parse(answer.body);
}
export const getAs = async <S extends z.ZodType>(client: ApiClient, path: string, schema: S) =>
  readAnswer(path, await client.get(path), schema);
export const postAs = async <S extends z.ZodType>(client: ApiClient, path: string, body: object, schema: S) =>
  readAnswer(path, await client.post(path, body), schema);
export const putAs = async <S extends z.ZodType>(client: ApiClient, path: string, body: object, schema: S) =>
  readAnswer(path, await client.put(path, body), schema);
