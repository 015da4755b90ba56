// A whole hackathon can be reported: its organisers wrote it, and are asked to change it.
import { hackathonById, rolesOf } from '../hackathons/hackathons.queries';
import { requireVisible } from '../hackathons/hackathons.rights';
import { excerptOf } from './moderation.policy';
import type { Reportable } from './moderation.tables';

export const hackathonReportable: Reportable = {
  kind: 'hackathon',
  async find({ db }, reader, id) {
    const hackathon = await hackathonById(db, id);
    requireVisible(hackathon, await rolesOf(db, id, reader?.id ?? null));
    return {
      hackathonId: hackathon.id,
      authors: [hackathon.founded_by],
      excerpt: excerptOf(...Object.values(hackathon.title), ...Object.values(hackathon.in_short)),
      href: `/hackathons/${hackathon.slug}`,
    };
  },
};
