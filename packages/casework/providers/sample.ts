/**
 * PRV-12: the cases of a sample, in the order in which they are looked into: those with the least rank. `rank` is a fixed function of
 * the seed and the case alone (the server's is SHA-256 of «seed/case»), so that whoever has the seed and the list draws the same.
 */
export function drawSample<Case extends { readonly id: string }>(
  cases: readonly Case[],
  size: number,
  rank: (id: string) => string,
): Case[] {
  return cases
    .map((one) => ({ one, at: rank(one.id) }))
    .sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.one.id < b.one.id ? -1 : 1))
    .slice(0, size)
    .map(({ one }) => one);
}
