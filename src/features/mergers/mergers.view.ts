// Teams that could merge in words: who they are, how many both would be, and why they fit.
import type { Request } from 'express';
import { saidReasons } from '../seekers/seekers.view';
import type { Partner } from './mergers.policy';

export const partnerView = (req: Request, partner: Partner) => ({
  id: partner.id,
  name: partner.name,
  reasons: [
    req.t('mergers.reason.together', { count: partner.together }),
    ...saidReasons(req, partner.fit.reasons, (kind) => `mergers.reason.${kind}`),
  ],
});
