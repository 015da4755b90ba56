// What somebody says about the examples can be reported by whoever reads the talk.
import type { Db } from '../../db/db';
import { WITHHELD } from '../../web/withheld';
import { hackathonById, rolesOf } from '../hackathons/hackathons.queries';
import { excerptOf } from '../moderation/moderation.policy';
import type { Reportable } from '../moderation/moderation.tables';
import { seesAll } from './exercise.policy';
import { changeRemark, remarkById, samplesScoredBy } from './exercise.queries';

/** Null for whoever does not read the talk. */
async function talkFor(db: Db, hackathonId: string, readerId: string): Promise<string | null> {
  const roles = await rolesOf(db, hackathonId, readerId);
  if (!seesAll(roles, await samplesScoredBy(db, hackathonId, readerId))) return null;
  const hackathon = await hackathonById(db, hackathonId);
  return `/hackathons/${hackathon!.slug}/exercise#talk`;
}

export const remarkReportable: Reportable = {
  kind: 'remark',
  async find({ db }, reader, id) {
    const remark = reader && (await remarkById(db, id));
    if (!remark || remark.text === WITHHELD) return null;
    const href = await talkFor(db, remark.hackathon_id, reader.id);
    if (!href) return null;
    return {
      hackathonId: remark.hackathon_id,
      authors: [remark.person_id],
      excerpt: excerptOf(remark.text),
      href,
    };
  },
  async place({ db }, reader, id) {
    const remark = await remarkById(db, id);
    return remark ? talkFor(db, remark.hackathon_id, reader.id) : null;
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
