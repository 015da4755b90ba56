// A proposal sent to an authority and its answer can be reported by everybody who reads them.
import { WITHHELD } from '../../web/withheld';
import { hackathonById, rolesOf } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import { excerptOf } from '../moderation/moderation.policy';
import type { Reportable } from '../moderation/moderation.tables';
import { publishedProposal } from '../results/results.rights';
import { changeWords, recommendationById } from './recommendations.queries';

interface Kept {
  letter: string;
  reason: string | null;
}

export const recommendationReportable: Reportable = {
  kind: 'recommendation',
  async find({ db }, reader, id) {
    const asked = await recommendationById(db, id);
    if (!asked || asked.reason === WITHHELD) return null;
    const hackathon = await hackathonById(db, asked.hackathon_id);
    requireVisible(hackathon, await rolesOf(db, asked.hackathon_id, reader?.id ?? null));
    await publishedProposal(db, asked.submission_id);
    return {
      hackathonId: asked.hackathon_id,
      authors: [asked.authority_id],
      excerpt: excerptOf(asked.reason, asked.letter),
      href: `/recommendations/${id}`,
    };
  },
  async withdraw(_deps, trx, id) {
    const asked = await recommendationById(trx, id);
    if (!asked) return null;
    const { letter, reason } = asked;
    await changeWords(trx, id, { letter: letter && WITHHELD, reason: reason && WITHHELD });
    return { letter, reason };
  },
  async restore(_deps, trx, id, kept) {
    await changeWords(trx, id, kept as Kept);
  },
};
