// Teams that could merge in words: who they are, how many both would be, and why they fit.
import type { Request } from 'express';
import type { FitReason } from '../seekers/seekers.fit';
import { namesIn } from '../seekers/seekers.view';
import type { Partner } from './mergers.policy';

function reasonIn(req: Request, reason: FitReason): string {
  const names = namesIn(req);
  const key = `mergers.reason.${reason.kind}`;
  if (reason.kind === 'languages') return req.t(key, { languages: names.languages(reason.languages) });
  if (reason.kind === 'times') return req.t(key, { times: names.times(reason.times) });
  if (reason.kind === 'challenge') return req.t(key);
  return req.t(key, { skills: names.skills(reason.skills) });
}

export const partnerView = (req: Request, partner: Partner) => ({
  id: partner.id,
  name: partner.name,
  reasons: [
    req.t('mergers.reason.together', { count: partner.together }),
    ...partner.fit.reasons.map((reason) => reasonIn(req, reason)),
  ],
});
