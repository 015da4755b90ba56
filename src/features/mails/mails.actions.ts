// Sending a failed mail again.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Conflict, NotFound } from '../../errors';
import { addJobAgain } from '../../jobs/queue';
import { MAIL_JOB } from '../../mail/mail.queue';
import type { Person } from '../../web/request';
import { hackathonById, rolesOf } from '../hackathons/hackathons.queries';
import type { HackathonRow } from '../hackathons/hackathons.tables';
import { readyMail, requeue } from './mails.queries';

/** Only what failed goes again, once, with the Message-ID it had; for all others nothing happens. */
export async function sendAgain(
  deps: Deps,
  person: Pick<Person, 'id'>,
  id: string,
): Promise<{ hackathon: HackathonRow }> {
  return deps.db.transaction(async (trx) => {
    const mail = await readyMail(trx, id);
    const hackathon = mail?.hackathon_id ? await hackathonById(trx, mail.hackathon_id) : undefined;
    if (!hackathon || !(await rolesOf(trx, hackathon.id, person.id)).includes('organiser'))
      throw new NotFound();
    if (!deps.mail.enabled) throw new Conflict('mails.refused.off', {});
    if (await requeue(trx, id)) {
      await addJobAgain(deps, trx, MAIL_JOB, { mail: id });
      await recordActivity(trx, {
        at: await deps.clock.now(trx),
        personId: person.id,
        act: 'sendMailAgain',
        subject: { kind: 'mail', id },
        hackathonId: hackathon.id,
      });
    }
    return { hackathon };
  });
}
