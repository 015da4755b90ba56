// Sends one queued mail. Servers that say “later” are asked later; those that say “never” are believed.
import type { Deps } from '../../deps';
import { type Handler, Hopeless, NotNow } from '../../jobs/worker';
import { publicReason } from './mails.policy';
import { deleteMail, markFailed, markSent, noteReason, readyMail } from './mails.queries';
import { letterOf } from './mails.text';

interface SmtpFault extends Error {
  code?: string;
  responseCode?: number;
  response?: string;
}

function refusal(error: SmtpFault, address: string): Hopeless | NotNow {
  const reason = publicReason(error.response ?? `no answer (${error.code ?? error.name})`, address);
  // A wrong password of ours is 5xx as well, and is mended by whoever runs this.
  const never = (error.responseCode ?? 0) >= 500 && ['EENVELOPE', 'EMESSAGE'].includes(error.code ?? '');
  return never ? new Hopeless(reason) : new NotNow(reason);
}

export function mailWork(deps: Deps): Handler {
  const { db } = deps;
  const from = () => deps.config.mailFrom ?? `Inquiry Lab <no-reply@${new URL(deps.origins.base).hostname}>`;
  return {
    async run({ payload }) {
      const mail = await readyMail(db, payload.mail!);
      if (mail?.state !== 'queued') return;
      // Nobody is there any more, or nobody who wants it.
      if (mail.to === null) return deleteMail(db, mail.id).then(() => undefined);
      const letter = await letterOf(deps, mail, mail.to);
      try {
        await deps.mail.send(from(), letter);
      } catch (error) {
        const refused = refusal(error as SmtpFault, mail.to);
        await noteReason(db, mail.id, refused.message);
        throw refused;
      }
      await markSent(db, deps.clock.expression(db), mail.id);
    },
    async failed({ payload }, reason) {
      await markFailed(db, deps.clock.expression(db), payload.mail!, reason);
    },
  };
}
