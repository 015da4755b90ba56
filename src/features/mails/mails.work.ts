// Sends one queued mail. Servers that say “later” are asked later; those that say “never” are believed.
import type { Deps } from '../../deps';
import { type Handler, Hopeless, NotNow } from '../../jobs/worker';
import { codeOf, faultOf, keptReason, type SmtpFault } from './mails.policy';
import { deleteMail, markFailed, markSent, noteReason, readyMail } from './mails.queries';
import { letterOf } from './mails.text';

const WARN_AT_MOST_EVERY = 60_000;

function refusal(error: SmtpFault, address: string): Hopeless | NotNow {
  const reason = keptReason(error, address);
  // A wrong password of ours is 5xx as well, and is mended by whoever runs this.
  const never = (error.responseCode ?? 0) >= 500 && ['EENVELOPE', 'EMESSAGE'].includes(error.code ?? '');
  return never ? new Hopeless(reason) : new NotNow(reason);
}

/** For whoever runs this and sees no organiser's page. A server that is away refuses every mail: said once a minute. */
function warnings(deps: Deps): (error: SmtpFault) => Promise<void> {
  const warned = new Map<string, number>();
  return async (error) => {
    const said = { reason: faultOf(error), code: codeOf(error) };
    const key = `${said.reason} ${said.code}`;
    const now = (await deps.clock.now(deps.db)).getTime();
    if (now - (warned.get(key) ?? 0) < WARN_AT_MOST_EVERY) return;
    warned.set(key, now);
    deps.log.warn(said, 'a mail was not taken');
  };
}

export function mailWork(deps: Deps): Handler {
  const { db } = deps;
  const warn = warnings(deps);
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
        await warn(error as SmtpFault);
        throw refused;
      }
      await markSent(db, deps.clock.expression(db), mail.id);
    },
    async failed({ payload }, reason) {
      await markFailed(db, deps.clock.expression(db), payload.mail!, reason);
    },
  };
}
