// Why somebody's seat was taken away can be reported by whoever reads it.
import { WITHHELD } from '../../web/withheld';
import { excerptOf } from '../moderation/moderation.policy';
import type { Reportable } from '../moderation/moderation.tables';
import { changeRemoval, lockRemoval, removalById } from './rosters.queries';
import { readerOf } from './rosters.removals.actions';

export const removalReportable: Reportable = {
  kind: 'removal',
  async find({ db }, reader, id) {
    const removal = reader && (await removalById(db, id));
    if (!removal || removal.reason === WITHHELD || removal.reason === '') return null;
    if (!(await readerOf(db, reader, removal))) return null;
    return {
      hackathonId: removal.hackathon_id,
      authors: [removal.by_id],
      excerpt: excerptOf(removal.reason),
      href: `/removals/${id}`,
    };
  },
  async place({ db }, reader, id) {
    const removal = await removalById(db, id);
    return removal && (await readerOf(db, reader, removal)) ? `/removals/${id}` : null;
  },
  async withdraw(_deps, trx, id) {
    await lockRemoval(trx, id);
    const removal = await removalById(trx, id);
    if (!removal || removal.reason === WITHHELD) return null;
    await changeRemoval(trx, id, { reason: WITHHELD });
    return { reason: removal.reason };
  },
  async restore(_deps, trx, id, kept) {
    await lockRemoval(trx, id);
    const removal = await removalById(trx, id);
    if (removal?.reason !== WITHHELD) return;
    await changeRemoval(trx, id, { reason: (kept as { reason: string }).reason });
  },
};
