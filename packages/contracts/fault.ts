import type { z } from 'zod';

/** What is wrong with an input, at the first field at fault: `field conditions[0].to: ends before it begins`. */
export function faultOf(error: z.ZodError): string {
  const { path, message } = deepest(error.issues);
  const field = fieldOf(path);
  return field === '' ? message : `field ${field}: ${message}`;
}

export const fieldOf = (path: readonly PropertyKey[]): string =>
  path.reduce<string>(
    (text, part) =>
      typeof part === 'number' ? `${text}[${part}]` : text === '' ? String(part) : `${text}.${String(part)}`,
    '',
  );

type Issue = { readonly path: readonly PropertyKey[]; readonly message: string };

/** Of a union the alternative that was followed farthest: that is what the input was meant to be. */
function deepest(issues: readonly z.core.$ZodIssue[], before: readonly PropertyKey[] = []): Issue {
  const [issue] = issues;
  if (issue === undefined) return { path: before, message: 'is not understood' };
  const path = [...before, ...issue.path];
  if (issue.code !== 'invalid_union') return { path, message: issue.message };
  const found = issue.errors.filter((list) => list.length > 0).map((list) => deepest(list, path));
  const first = found.reduce<Issue | null>(
    (best, one) => (best === null || one.path.length > best.path.length ? one : best),
    null,
  );
  return first === null || first.path.length <= path.length + 1
    ? (first ?? { path, message: issue.message })
    : first;
}
