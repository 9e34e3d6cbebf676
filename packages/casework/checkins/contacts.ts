/** What the person said of a number or an address: it holds, it is theirs no longer, or another one is in its place. */
export const contactAnswers = ['right', 'wrong', 'changed'] as const;
export type ContactAnswer = (typeof contactAnswers)[number];

/**
 * CHK-16: contact points hold once each that was in use has been asked about, and one at least is left. Somebody of whom nothing is
 * known to reach them by is to be asked again.
 */
export function contactsHold(
  inUse: readonly string[],
  answers: readonly { readonly id: string; readonly answer: ContactAnswer }[],
): boolean {
  const said = new Map(answers.map(({ id, answer }) => [id, answer]));
  return inUse.every((id) => said.has(id)) && inUse.some((id) => said.get(id) !== 'wrong');
}
