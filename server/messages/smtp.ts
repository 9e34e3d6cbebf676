import type { Sent } from '@attend/casework';
import { createTransport } from 'nodemailer';
import { z } from 'zod';
import type { Outgoing, Sender } from './sender.ts';

export type SmtpSettings = {
  /** `smtp://user:password@host:587` or `smtps://…`; the operator's. */
  readonly url: string;
  readonly from: string;
};

const failure = z.object({
  code: z.string().optional(),
  command: z.string().optional(),
  responseCode: z.number().optional(),
  syscall: z.string().optional(),
});

/** E-mail by SMTP, one connection a message. */
export function createSmtp({ url, from }: SmtpSettings): Sender & { close(): void } {
  const transport = createTransport(
    {
      url,
      disableFileAccess: true,
      disableUrlAccess: true,
      connectionTimeout: 15_000,
      greetingTimeout: 15_000,
      socketTimeout: 30_000,
    },
    { from },
  );
  const domain = /@([A-Za-z0-9.-]+)/.exec(from)?.[1] ?? 'localhost';
  return {
    close: () => transport.close(),
    async send({ address, subject, text, key }: Outgoing): Promise<Sent> {
      try {
        // Its own number is the same for each attempt: who has it already may know it by that.
        const messageId = `<${key}@${domain}>`;
        const done = await transport.sendMail({ to: address, subject, text, messageId });
        return { kind: 'accepted', reference: done.messageId };
      } catch (thrown) {
        return readFailure(failure.catch({}).parse(thrown));
      }
    },
  };
}

/** RFC 5321, 4.2.1: 4yz may be tried again, 5yz not. Before the end of the data nothing was taken; after it nobody knows. */
function readFailure({ code, command, responseCode, syscall }: z.output<typeof failure>): Sent {
  if (responseCode !== undefined && responseCode >= 500) {
    const bounced =
      command === 'RCPT TO' && (responseCode === 550 || responseCode === 551 || responseCode === 553);
    // A wrong password is the operator's to mend, not the message's fault.
    return code === 'EAUTH' ? { kind: 'not-taken' } : { kind: 'refused', bounced };
  }
  if (responseCode !== undefined && responseCode >= 400) return { kind: 'not-taken' };
  // The library says `CONN` of whatever breaks, also after the data: only what the system says of connecting is certain.
  return syscall === 'connect' || syscall === 'getaddrinfo' ? { kind: 'not-taken' } : { kind: 'unknown' };
}
