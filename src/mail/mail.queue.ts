// Queues mails in the transaction of the change that they tell of. What they say is put into words when they
// are sent, in the reader's language.
import type { Db } from '../db/db';
import type { Deps } from '../deps';
import { newId } from '../ids';
import { addJobs } from '../jobs/queue';
import { insertMails } from './mail.queries';

export const MAIL_JOB = 'mail';

interface Content {
  /** Has its words in the catalogues: a kind of notice, or one of `mails.letter`. */
  kind: string;
  params?: object;
  href: string;
  hackathonId?: string | null;
  aboutId?: string | null;
}

/** To a person, if they confirmed an address and want mail. */
export type PersonalMail = Content & { personId: string };
/** To an address, whoever reads it. */
export type AddressedMail = Content & { address: string; locale: string; personId?: string };

export async function queueMails(
  deps: Deps,
  trx: Db,
  mails: readonly (PersonalMail | AddressedMail)[],
  notBefore: Date | null = null,
): Promise<void> {
  if (!deps.mail.enabled || mails.length === 0) return;
  // The demo is filled before the server knows its own address.
  const host = URL.parse(deps.origins.base)?.hostname ?? 'localhost';
  const rows = mails.map((mail) => {
    const id = newId();
    return {
      id,
      message_id: `<${id}@${host}>`,
      kind: mail.kind,
      person_id: mail.personId ?? null,
      address: 'address' in mail ? mail.address : null,
      locale: 'locale' in mail ? mail.locale : null,
      hackathon_id: mail.hackathonId ?? null,
      about_id: mail.aboutId ?? null,
      params: mail.params ?? {},
      href: mail.href,
    };
  });
  const ids = await insertMails(trx, deps.clock.expression(trx), rows);
  await addJobs(
    deps,
    trx,
    MAIL_JOB,
    ids.map((id) => ({ mail: id })),
    notBefore,
  );
}
