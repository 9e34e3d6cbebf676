export type Statement = { readonly number: string; readonly says: string };

/** The rows `| MON-12 | statement |` of a page of docs/rules. */
export function statementsIn(page: string): readonly Statement[] {
  return [...page.matchAll(/^\|\s*([A-Z]{3}-\d+)\s*\|\s*(.*?)\s*\|/gm)].map(([, number = '', says = '']) => ({
    number,
    says,
  }));
}

/** Names given to `test`, `it`, `describe` and to what their `each` returns, as they stand in a file's text. */
export function namesOfTests(text: string): readonly string[] {
  const named =
    /(?:\b(?:test|it|describe)(?:\.\w+)*|\))\(\s*(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|`((?:[^`\\]|\\.)*)`)/g;
  return [...text.matchAll(named)].map(([, single, double, template]) => single ?? double ?? template ?? '');
}

/** The numbers a name begins with: `COD-63 COD-4 latitude` has two. */
export function numbersIn(name: string): readonly string[] {
  const [start = ''] = /^(?:[A-Z]{3}-\d+[,:]?\s*(?:and\s+)?)+/.exec(name) ?? [];
  return start.match(/[A-Z]{3}-\d+/g) ?? [];
}
