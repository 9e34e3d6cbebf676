/** Statements of docs/rules that no test proves yet: why not, and by when. */
export const untested: Readonly<Record<string, { readonly until: string; readonly why: string }>> = {};
