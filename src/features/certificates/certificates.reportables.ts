// The name on a public page of a certificate can be reported. Moderators read it there: neither the report nor the
// case says whose account it is, and nothing of the name is kept to give back. Its owner can write another.
import { WITHHELD } from '../../web/withheld';
import type { Reportable } from '../moderation/moderation.tables';
import { certificateById, withholdName } from './certificates.queries';

export const certificateReportable: Reportable = {
  kind: 'certificate',
  async find({ db }, _reader, id) {
    const row = await certificateById(db, id);
    if (!row || row.name === null || row.name === WITHHELD) return null;
    return { hackathonId: row.hackathon_id, authors: [], excerpt: '…', href: `/certificates/${id}` };
  },
  async withdraw(_deps, trx, id) {
    return (await withholdName(trx, id)) ? {} : null;
  },
};
