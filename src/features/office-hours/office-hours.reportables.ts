// What an expert wrote of a time (its topic, its link) can be reported by who reads the page.
import { WITHHELD } from '../../web/withheld';
import { hackathonById, rolesOf } from '../hackathons/hackathons.queries';
import { excerptOf } from '../moderation/moderation.policy';
import type { Reportable } from '../moderation/moderation.tables';
import { readsHours } from './office-hours.policy';
import { changeSlotWords, lockSlot, slotById } from './office-hours.queries';
import type { SlotRow } from './office-hours.tables';

type Words = Pick<SlotRow, 'topic' | 'link'>;

export const slotReportable: Reportable = {
  kind: 'slot',
  async find({ db }, reader, id) {
    const slot = reader && (await slotById(db, id));
    if (!slot || slot.topic === WITHHELD) return null;
    if (!readsHours(await rolesOf(db, slot.hackathon_id, reader.id))) return null;
    const { slug } = (await hackathonById(db, slot.hackathon_id))!;
    return {
      hackathonId: slot.hackathon_id,
      authors: [slot.expert_id],
      // Whoever has not booked does not know where they meet.
      excerpt: excerptOf(slot.topic, slot.link && new URL(slot.link).host),
      href: `/hackathons/${slug}/office-hours#slot-${id}`,
    };
  },
  async withdraw(_deps, trx, id) {
    await lockSlot(trx, id);
    const slot = await slotById(trx, id);
    if (!slot || slot.topic === WITHHELD) return null;
    await changeSlotWords(trx, id, { topic: WITHHELD, link: null });
    return { topic: slot.topic, link: slot.link };
  },
  async restore(_deps, trx, id, kept) {
    await lockSlot(trx, id);
    await changeSlotWords(trx, id, kept as Words);
  },
};
