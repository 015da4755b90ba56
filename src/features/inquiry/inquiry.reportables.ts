// Evidence cards can be reported by who reads them, and be withdrawn by a moderator.

import { WITHHELD } from '../../web/withheld';
import { hackathonById, rolesOf } from '../hackathons/hackathons.queries';
import { excerptOf } from '../moderation/moderation.policy';
import type { Reportable } from '../moderation/moderation.tables';
import { readsEvidence } from './inquiry.policy';
import { cardById, changeCardWords, lockCard } from './inquiry.queries';
import type { CardRow } from './inquiry.tables';

type Kept = Pick<CardRow, 'claim' | 'source' | 'url' | 'withdrawn_at'>;

export const evidenceReportable: Reportable = {
  kind: 'evidence',
  async find({ db }, reader, id) {
    const card = reader && (await cardById(db, id));
    if (!card || card.claim === WITHHELD) return null;
    const hackathon = (await hackathonById(db, card.hackathon_id))!;
    if (!readsEvidence(await rolesOf(db, card.hackathon_id, reader.id))) return null;
    return {
      hackathonId: card.hackathon_id,
      authors: [card.written_by],
      excerpt: excerptOf(card.claim, card.source, card.url),
      href: `/hackathons/${hackathon.slug}/evidence#E${card.number}`,
    };
  },
  async withdraw(deps, trx, id) {
    const card = await lockCard(trx, id);
    if (!card || card.claim === WITHHELD) return null;
    const { claim, source, url, withdrawn_at } = card;
    const at = withdrawn_at ?? (await deps.clock.now(trx));
    await changeCardWords(trx, id, { claim: WITHHELD, source: WITHHELD, url: null, withdrawn_at: at });
    return { claim, source, url, withdrawn_at };
  },
  async restore(_deps, trx, id, kept) {
    await changeCardWords(trx, id, kept as Kept);
  },
};
