// For organisers: the mails of their hackathon, what became of each, and sending again.
import type { Deps } from '../../deps';
import { done } from '../../web/answers';
import { read } from '../../web/forms';
import { param, queryText, requirePerson } from '../../web/request';
import { show } from '../../web/show';
import { createSite, type Site } from '../../web/site';
import { organisersOnly } from '../hackathons/hackathons.guard';
import { hackathonBySlug } from '../hackathons/hackathons.queries';
import { sendAgain } from './mails.actions';
import { nothing } from './mails.input';
import { maskedAddress, readReason } from './mails.policy';
import { countMails, mailsOf, PAGE } from './mails.queries';
import { mailSubject } from './mails.text';

export function mailsRoutes(deps: Deps): Site {
  const site = createSite('mails');

  site.get('/hackathons/:h/mail', { who: 'organiser' }, organisersOnly(deps), async (req, res) => {
    const hackathon = (await hackathonBySlug(deps.db, param(req, 'h')))!;
    const before = /^[0-9a-z]{26}$/.exec(queryText(req, 'before') ?? '')?.[0];
    const found = await mailsOf(deps.db, hackathon.id, before);
    const mails = found.slice(0, PAGE).map((mail) => ({
      id: mail.id,
      subject: mailSubject(mail, req.locale),
      to: mail.to && maskedAddress(mail.to),
      state: mail.state,
      reason: mail.reason && readReason(mail.reason),
      at: mail.sent_at ?? mail.queued_at,
    }));
    const locals = {
      hackathon,
      mails,
      enabled: deps.mail.enabled,
      counts: await countMails(deps.db, hackathon.id),
      next: found.length > PAGE ? `${req.path}?before=${mails.at(-1)!.id}` : undefined,
    };
    await show(req, res, 'mails/mails', locals, { hackathonId: hackathon.id });
  });

  site.post('/mails/:id/sending', { who: 'organiser' }, async (req, res) => {
    read(nothing, req);
    const { hackathon } = await sendAgain(deps, requirePerson(req), param(req, 'id'));
    done(req, res, `/hackathons/${hackathon.slug}/mail`, { id: param(req, 'id'), said: 'mails.said.again' });
  });
  return site;
}
