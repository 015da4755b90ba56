// A question can be reported; whoever wrote it is asked to change it.
import { hackathonById, rolesOf } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import { excerptOf } from '../moderation/moderation.policy';
import type { Reportable } from '../moderation/moderation.tables';
import { challengeById, writerOf } from './challenges.queries';

export const challengeReportable: Reportable = {
  kind: 'challenge',
  async find({ db }, reader, id) {
    const challenge = await challengeById(db, id);
    if (!challenge) return null;
    const hackathon = await hackathonById(db, challenge.hackathon_id);
    requireVisible(hackathon, await rolesOf(db, challenge.hackathon_id, reader?.id ?? null));
    const { title, in_short, brief, closing } = challenge;
    const texts = [title, in_short, brief, closing ?? {}].flatMap((text) => Object.values(text));
    return {
      hackathonId: hackathon.id,
      authors: [await writerOf(db, id)],
      excerpt: excerptOf(...texts),
      href: `/hackathons/${hackathon.slug}/challenges/${challenge.slug}`,
    };
  },
};
