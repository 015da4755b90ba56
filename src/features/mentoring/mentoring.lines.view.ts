// The lines of the talk: each is made once for its language and its reader's side, and kept as long as it says the same.
import type { Request } from 'express';
import { formatTime, localeInfo, type Translate } from '../../i18n/locales';
import type { Kept } from '../../web/kept';
import { part } from '../../web/show';
import { isSystemWord } from '../rooms/rooms.policy';
import type { LineRow } from '../rooms/rooms.tables';
import { marksOf } from '../rooms/rooms.words.policy';
import { badgeOf, type Reader } from './mentoring.view';

export interface LineView {
  id: string;
  seq: number;
  look: 'mine' | 'other' | 'expert' | 'system';
  author: string;
  name: string;
  seed: string;
  /** “Expert: city money”, or who a moderator is. */
  badge: string;
  /** The words; null when they were taken back. */
  parts: PartView[] | null;
  /** A moderator withdrew it. */
  withheld: boolean;
  /** Of a voice note: how long, as “1:05”. */
  voice: string;
  reply: LineRow['reply'];
  file: LineRow['file'];
  /** Where the room's files are. */
  files: string;
  at: string;
  time: string;
  changed: boolean;
  /** A system line in words. */
  said: string;
  icon: string;
}

/** A piece of text as it is, an address that is a link, or the name of somebody of the room. */
export interface PartView {
  text: string;
  href?: string;
  /** Where a link really leads, if its text does not say so. */
  host?: string;
  person?: string;
}

export function partsOf(body: string, people: LineRow['mentions']): PartView[] {
  const parts: PartView[] = [];
  let done = 0;
  for (const { from, to, kind, of } of marksOf(body, people)) {
    if (from > done) parts.push({ text: body.slice(done, from) });
    const text = body.slice(from, to);
    if (kind === 'mention') parts.push({ text, person: of! });
    else parts.push({ text, href: text, ...(of ? { host: of } : {}) });
    done = to;
  }
  if (done < body.length) parts.push({ text: body.slice(done) });
  return parts;
}

const formats = new Map<string, Intl.DateTimeFormat>();
const days = new Map<string, string>();
const QUARTER = 15 * 60_000;
const MOST_DAYS = 10_000;

/** “Wednesday 20 May”, in the zone of the hackathon; worked out once a quarter of an hour, which every zone keeps whole. */
function dayOf(at: Date, zone: string, locale: string): string {
  const name = `${locale}|${zone}`;
  const key = `${name}|${Math.floor(at.getTime() / QUARTER)}`;
  const known = days.get(key);
  if (known !== undefined) return known;
  const format =
    formats.get(name) ??
    new Intl.DateTimeFormat(localeInfo(locale).intl, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      timeZone: zone,
    });
  formats.set(name, format);
  const day = format.format(at);
  if (days.size >= MOST_DAYS) days.clear();
  days.set(key, day);
  return day;
}

export interface Log {
  lines: readonly LineRow[];
  zone: string;
  now: Date;
  /** The reader may write now; `past`: the room is over, and another team reads what was said in it. */
  talk: boolean | 'past';
  team: { id: string };
  /** The id of the own message that is being changed just now. */
  changing: string | null;
  /** Whose messages the reader folds. */
  silenced: readonly string[];
}

/** The log of a page as HTML: days and lines, oldest first. */
export function logHtml(kept: Kept, req: Request, reader: Reader, log: Log): string {
  const { lines, zone, now, talk, team, changing, silenced } = log;
  const today = dayOf(now, zone, reader.locale);
  let last = '';
  let html = '';
  for (const line of lines) {
    const day = dayOf(line.at, zone, reader.locale);
    if (day !== last) {
      const heading = day === today ? reader.t('mentoring.talk.today', { day }) : day;
      html += part(req, 'mentoring/_day', { day: heading });
    }
    last = day;
    const mine = line.author_id === reader.id;
    const folded = silenced.includes(line.author_id) && line.kind === 'message';
    const locals = {
      line: lineView(line, reader, zone),
      can: { talk: talk === true, past: talk === 'past' },
      folded,
    };
    const form = req.form ?? { values: {} };
    html +=
      mine && line.id === changing && line.body !== null
        ? part(req, 'mentoring/_line', { ...locals, changing: true, words: line.body, form, team })
        : kept.get(`line ${reader.locale} ${mine} ${folded} ${line.id}`, saysOf(line, zone, talk), () =>
            part(req, 'mentoring/_line', locals),
          );
  }
  return html;
}

const minutes = (seconds: number) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;

/** Everything that decides what a line looks like beside the language and whose it is. No words are not words of no length. */
function saysOf(line: LineRow, zone: string, talk: Log['talk']): string {
  const { author_name, author_seed, author_subject, withheld, edited_at, at, body } = line;
  const { reply, mentions, file, voice_seconds } = line;
  const author = [author_name, author_seed, author_subject];
  return JSON.stringify([
    zone,
    talk,
    author,
    withheld,
    edited_at,
    at,
    body,
    reply,
    mentions,
    file,
    voice_seconds,
  ]);
}

/** The same, encoded and kept while the room is as it was: `state` names that. */
export function keptLog(
  kept: Kept,
  req: Request,
  reader: Reader,
  log: Log,
  { room, state }: { room: string; state: string },
): Buffer {
  const { lines, zone, now, talk } = log;
  const wrote = lines.some((line) => line.author_id === reader.id) ? reader.id : '';
  const today = dayOf(now, zone, reader.locale);
  return kept.get(`log ${room} ${reader.locale} ${wrote}`, [state, zone, talk, today].join('\0'), () =>
    Buffer.from(logHtml(kept, req, reader, log)),
  ) as Buffer;
}

function lineView(line: LineRow, reader: Reader, zone: string): LineView {
  const mine = line.author_id === reader.id;
  const system = line.kind === 'system';
  return {
    id: line.id,
    seq: line.seq,
    look: system ? 'system' : mine ? 'mine' : line.author_role === 'expert' ? 'expert' : 'other',
    author: line.author_id,
    name: line.author_name,
    seed: line.author_seed,
    badge: badgeOf(reader.t, line.author_role, line.author_subject),
    parts: line.body === null ? null : partsOf(line.body, line.mentions),
    withheld: line.withheld,
    voice: line.voice_seconds === null ? '' : minutes(line.voice_seconds),
    reply: line.reply,
    file: line.file,
    files: `/rooms/${line.room_id}/files`,
    at: line.at.toISOString(),
    time: formatTime(line.at, zone, reader.locale, 'time'),
    changed: line.body !== null && line.edited_at !== null && line.voice_seconds === null,
    said: system ? saidBySystem(reader.t, line, mine) : '',
    icon: system ? iconOf(line.body) : '',
  };
}

/** Words of the log are stable; what people read is in the catalogues. Unknown words say nothing. */
function saidBySystem(t: Translate, line: LineRow, mine: boolean): string {
  if (!isSystemWord(line.body)) return '';
  return t(`mentoring.system.${mine ? 'mine' : 'other'}.${line.body}`, { name: line.author_name });
}

const iconOf = (word: string | null): string =>
  word === 'help.claimed' || word === 'help.done' ? 'tick' : 'hand';
