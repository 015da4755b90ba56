// Asked by every act that writes what others read: a muted person reads on, hands in, leaves and reports.
import type { Db } from '../../db/db';
import { Forbidden } from '../../errors';
import { formatTime, isLocale, translator, zoneName } from '../../i18n/locales';
import { liveMuteOf } from './moderation.mutes.queries';

/** Throws Forbidden with the end and the reason in the person's language. `now`: read after the lock. */
export async function requireVoice(
  db: Db,
  hackathonId: string,
  person: { id: string; locale: string },
  now: Date,
): Promise<void> {
  const mute = await liveMuteOf(db, hackathonId, person.id, now);
  if (!mute) return;
  const locale = isLocale(person.locale) ? person.locale : 'en';
  const t = translator(locale);
  throw new Forbidden(mute.until ? 'moderation.refused.muted' : 'moderation.refused.mutedToEnd', {
    rule: mute.rule === null ? '' : t(`moderation.rule.${mute.rule}`),
    reason: mute.reason,
    ...(mute.until
      ? { when: `${formatTime(mute.until, mute.zone, locale)} (${zoneName(mute.zone, locale)})` }
      : {}),
  });
}
