// What somebody says about the examples can be reported by whoever reads the talk.
import { WITHHELD } from '../../web/withheld';
import { hackathonById, rolesOf } from '../hackathons/hackathons.queries';
import { excerptOf } from '../moderation/moderation.policy';
import type { Reportable } from '../moderation/moderation.tables';
import { seesAll } from './exercise.policy';
import { changeRemark, remarkById, samplesScoredBy } from './exercise.queries';

export const remarkReportable: Reportable = {
  kind: 'remark',
  async find({ db }, reader, id) {
    const remark = reader && (await remarkById(db, id));
    if (!remark || remark.text === WITHHELD) return null;
    const { hackathon_id: hackathonId } = remark;
    const roles = await rolesOf(db, hackathonId, reader.id);
    if (!seesAll(roles, await samplesScoredBy(db, hackathonId, reader.id))) return null;
    const hackathon = await hackathonById(db, hackathonId);
    return {
      hackathonId,
      authors: [remark.person_id],
      excerpt: excerptOf(remark.text),
      href: `/hackathons/${hackathon!.slug}/exercise#talk`,
    };
  },
  async withdraw(_deps, trx, id) {
    const remark = await remarkById(trx, id);
    if (!remark || remark.text === WITHHELD) return null;
    await changeRemark(trx, id, WITHHELD);
    return { text: remark.text };
  },
  async restore(_deps, trx, id, kept) {
    if ((await remarkById(trx, id))?.text === WITHHELD)
      await changeRemark(trx, id, (kept as { text: string }).text);
  },
};
