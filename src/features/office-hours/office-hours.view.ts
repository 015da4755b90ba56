// Locals of the page of office hours: by day in the hackathon's zone, beside it the expert's where it differs.
import {
  formatTime,
  type LocaleTag,
  languageName,
  listOf,
  type Translate,
  zoneName,
} from '../../i18n/locales';
import { WITHHELD } from '../../web/withheld';
import { overlap, type Standing, standingOf } from './office-hours.policy';
import type { BookedTeam, Kind, ListedSlot, SlotRow } from './office-hours.tables';

export interface Reader {
  id: string;
  locale: LocaleTag;
  t: Translate;
  teamId: string | null;
  watches: boolean;
}

export interface SlotView {
  id: string;
  time: string;
  /** On the clock of the expert, where that is another time; empty otherwise. */
  theirs: string;
  expert: string;
  field: string;
  kind: Kind;
  /** Undefined: withheld by a moderator. */
  topic: string | undefined;
  language: string;
  lang: string;
  standing: Standing;
  places: string;
  /** Why a free place is not for this reader's team. */
  meanwhile: boolean;
  booking: string | null;
  /** Null where the reader may not know it, or it is in the team's room. */
  link: string | null;
  inRoom: boolean;
  teams: BookedTeam[];
  over: boolean;
  /** Can be called off by this reader. */
  cancels: boolean;
}

/** “16:00–16:30”; a time that ends on another day says which. */
export function span(slot: Pick<SlotRow, 'starts_at' | 'ends_at'>, zone: string, locale: LocaleTag): string {
  const day = (at: Date) => formatTime(at, zone, locale, 'weekday');
  const sameDay = day(slot.starts_at) === day(slot.ends_at);
  const ends = formatTime(slot.ends_at, zone, locale, sameDay ? 'time' : 'weekdayTime');
  return `${formatTime(slot.starts_at, zone, locale, 'time')}–${ends}`;
}

function theirTime(slot: SlotRow, zone: string, locale: LocaleTag): string {
  const written = (of: string) => formatTime(slot.starts_at, of, locale, 'weekdayTime');
  if (written(slot.zone) === written(zone)) return '';
  const day = (of: string) => formatTime(slot.starts_at, of, locale, 'weekday');
  const time = span(slot, slot.zone, locale);
  // Digits alone run from left to right, in Arabic too.
  return day(slot.zone) === day(zone) ? `\u2068${time}\u2069` : `${day(slot.zone)} \u2068${time}\u2069`;
}

function slotView(slot: ListedSlot, all: ListedSlot[], reader: Reader, zone: string, now: Date): SlotView {
  const { locale, t } = reader;
  const standing = standingOf(slot, reader, now);
  const free = slot.seats - slot.taken;
  const theirs = theirTime(slot, zone, locale);
  const knows = standing === 'mine' || slot.booking !== null || reader.watches;
  return {
    id: slot.id,
    time: span(slot, zone, locale),
    theirs: theirs && t('officeHours.theirs', { time: theirs, zone: zoneName(slot.zone, locale) }),
    expert: slot.expert,
    field: [slot.subject, slot.organisation].filter((text) => text && text !== WITHHELD).join(', '),
    kind: slot.kind,
    topic: slot.topic === WITHHELD ? undefined : slot.topic,
    language: languageName(slot.language, locale),
    lang: slot.language,
    standing,
    places: slot.seats === 1 ? '' : t('officeHours.places', { count: free, seats: slot.seats }),
    meanwhile:
      standing === 'free' &&
      all.some((one) => one.booking !== null && one.id !== slot.id && overlap(one, slot)),
    booking: slot.starts_at > now ? slot.booking : null,
    link: knows ? slot.link : null,
    inRoom: slot.link === null,
    teams: slot.teams,
    over: slot.ends_at <= now,
    cancels: slot.ends_at > now && (standing === 'mine' || reader.watches),
  };
}

export interface HoursView {
  days: { day: string; slots: SlotView[] }[];
  /** Own times that are over, to note who came. */
  past: { when: string; slot: SlotView }[];
}

export function hoursView(slots: ListedSlot[], reader: Reader, zone: string, now: Date): HoursView {
  const days: HoursView['days'] = [];
  const past: HoursView['past'] = [];
  for (const slot of slots) {
    const view = slotView(slot, slots, reader, zone, now);
    // Nobody can book it any more: only who meets there has to know.
    if (view.standing === 'unable' && slot.booking === null && !reader.watches) continue;
    if (view.over) {
      past.push({ when: formatTime(slot.starts_at, zone, reader.locale, 'weekdayTime'), slot: view });
      continue;
    }
    const day = formatTime(slot.starts_at, zone, reader.locale, 'weekday');
    const last = days.at(-1);
    if (last?.day === day) last.slots.push(view);
    else days.push({ day, slots: [view] });
  }
  return { days, past: past.reverse() };
}

/** What a calendar shows of a time: the expert and the team's name, never members. */
export function eventTexts(
  slot: SlotRow & { teams: string[] },
  reader: { isExpert: boolean; locale: LocaleTag; t: Translate },
): { summary: string; description: string } {
  const { t, locale } = reader;
  const others = slot.teams.length > 0 ? listOf(slot.teams, locale) : t('officeHours.calendar.nobody');
  const topic = slot.topic === WITHHELD ? '' : slot.topic;
  return {
    summary: reader.isExpert
      ? t('officeHours.calendar.withTeams', { teams: others })
      : t('officeHours.calendar.withExpert', { name: slot.expert }),
    description: [
      t(`officeHours.kind.${slot.kind}`),
      topic,
      t('officeHours.inLanguage', { language: languageName(slot.language, locale) }),
    ]
      .filter(Boolean)
      .join('\n'),
  };
}
