import type { ContactKind, Sent } from '@attend/casework';

/** What leaves: no name, no number of the person's, nothing but the address and the text. */
export type Outgoing = {
  readonly kind: ContactKind;
  readonly address: string;
  readonly subject: string;
  readonly text: string;
  /** The same for every attempt at one message: a provider that has it already drops it. */
  readonly key: string;
};

/** One way out. Never throws for what a network does: `unknown` is an answer. */
export type Sender = { send(message: Outgoing): Promise<Sent> };
export type Senders = Readonly<Partial<Record<ContactKind, Sender>>>;
