import { isSettledAgreement, usualLapseDays } from '@attend/casework';
import type {
  agreementTextCreate,
  agreementTextList,
  OrderPolicy,
  orderPolicyChange,
} from '@attend/contracts/order-decisions';
import { fail, formatInstant, type Result, succeed } from '@attend/kernel';
import type { z } from 'zod';
import { insertAgreementText, listAgreementTexts } from '../../database/repositories/agreement-texts.ts';
import { findOrderPolicy, insertOrderPolicy } from '../../database/repositories/order-prompts.ts';
import type { StaffContext } from '../context.ts';

/** Revision 0: nobody has published one, and the program's own holds. */
export async function readOrderPolicy({ client, programme }: StaffContext): Promise<OrderPolicy> {
  return (await findOrderPolicy(client, programme.id)) ?? { revision: 0, lapseDays: usualLapseDays };
}

/** ORD-22: after how many days restriction lapses where nobody decided, from now on. */
export async function publishOrderPolicy(
  context: StaffContext,
  { revision, lapseDays, reason }: z.output<typeof orderPolicyChange>,
): Promise<Result<OrderPolicy>> {
  const { client, programme, actor, audit } = context;
  const before = await readOrderPolicy(context);
  const made = { revision: revision + 1, lapseDays };
  const whole = { ...made, programmeId: programme.id, reason, by: actor.staffId };
  if (before.revision !== revision || !(await insertOrderPolicy(client, whole)))
    return fail({ code: 'version-changed', message: 'Somebody has published another policy meanwhile.' });
  await audit({
    action: 'order-policy.published',
    entity: 'order_policy',
    entityId: programme.id,
    before,
    after: { ...made, reason },
  });
  return succeed(made);
}

export async function readAgreementTexts({
  client,
}: StaffContext): Promise<Result<z.output<typeof agreementTextList>>> {
  const texts = await listAgreementTexts(client);
  return succeed({ texts: texts.map(({ madeAt, ...text }) => ({ ...text, madeAt: formatInstant(madeAt) })) });
}

/** ORD-15: an agency's own text; every change of it is a version, so that a signature names what was read. */
export async function createAgreementText(
  context: StaffContext,
  { language, text }: z.output<typeof agreementTextCreate>,
): Promise<Result<z.output<typeof agreementTextList>>> {
  const { client, programme, actor, audit } = context;
  if (isSettledAgreement(language.toLowerCase()))
    return fail({
      code: 'has-text',
      message: 'The program brings the text in this language.',
      path: ['body', 'language'],
    });
  const version = await insertAgreementText(client, {
    programmeId: programme.id,
    language,
    text,
    by: actor.staffId,
  });
  await audit({
    action: 'agreement-text.published',
    entity: 'agreement_text',
    entityId: programme.id,
    after: { language, version, text },
  });
  return readAgreementTexts(context);
}
