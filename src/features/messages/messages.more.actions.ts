// Messages that answer another one, name people or bring a file. Plain ones never come by here.
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Forbidden, InvalidInput } from '../../errors';
import type { Entry } from '../../realtime/contract';
import type { Person } from '../../web/request';
import { notify } from '../notices/notices.actions';
import { hereIn, marked } from '../rooms/rooms.live';
import { type Draft, messageById, type Posted, postWithMore, quoteOf } from '../rooms/rooms.log.queries';
import { roomById } from '../rooms/rooms.queries';
import { mentionedIn } from '../rooms/rooms.words.policy';
import { restOf } from '../teams/teams.quiet.queries';
import { namedInRoom } from './messages.people.queries';
import { silencedBy } from './messages.silences.queries';

export interface MoreAsked {
  replyTo?: string | undefined;
  /** Whom the writer chose, of several with one name. */
  mentions?: string[] | undefined;
}

/** Without any of it a message is written by one statement. */
export const asksForMore = ({ replyTo }: MoreAsked, body: string): boolean =>
  replyTo !== undefined || body.includes('@');

/** What open pages are told beside the words. */
export type MoreSaid = Pick<Entry, 'replyTo' | 'marks' | 'file'>;

type AddFile = (trx: Db) => Promise<NonNullable<Entry['file']>>;

/**
 * Undefined when nothing was written; with a file it throws Forbidden then, so that no file is left without a
 * message. Throws InvalidInput for an answer to what is not of this room.
 */
export function postMore(
  deps: Deps,
  person: Person,
  draft: Draft,
  asked: MoreAsked,
  addFile: AddFile,
): Promise<{ posted: Posted; said: MoreSaid }>;
export function postMore(
  deps: Deps,
  person: Person,
  draft: Draft,
  asked: MoreAsked,
): Promise<{ posted: Posted; said: MoreSaid } | undefined>;
export async function postMore(
  deps: Deps,
  person: Person,
  draft: Draft,
  asked: MoreAsked,
  addFile?: AddFile,
): Promise<{ posted: Posted; said: MoreSaid } | undefined> {
  return deps.db.transaction(async (trx) => {
    const { roomId, body } = draft;
    const replyTo = asked.replyTo ?? null;
    // What was taken back meanwhile can still be answered: words written without a line are not lost.
    if (replyTo && (await messageById(trx, replyTo))?.room_id !== roomId)
      throw new InvalidInput({ reply_to: { key: 'mentoring.refused.otherRoom' } });
    const people = body.includes('@') ? await namedInRoom(trx, roomId) : [];
    const mentioned = mentionedIn(body, people, asked.mentions ?? []);
    const file = await addFile?.(trx);
    const more = { replyTo, mentioned, fileId: file?.id ?? null };
    const posted = await postWithMore(trx, draft, more, deps.clock.offsetSeconds);
    if (!posted && file) throw new Forbidden();
    if (!posted) return undefined;
    const quote = replyTo ? await quoteOf(trx, replyTo) : null;
    const names = people.filter(({ id }) => mentioned.includes(id));
    await tellMentioned(deps, trx, { roomId, messageId: draft.id, by: person.id, mentioned });
    const said = {
      ...(quote ? { replyTo: quote } : {}),
      ...(file ? { file } : {}),
      ...marked(body, names),
    };
    return { posted, said };
  });
}

/** Whoever is in the room sees it anyway; who does not want to read the writer is not told. */
async function tellMentioned(
  deps: Deps,
  trx: Db,
  {
    roomId,
    messageId,
    by,
    mentioned,
  }: { roomId: string; messageId: string; by: string; mentioned: string[] },
): Promise<void> {
  const here = new Set(hereIn(deps, roomId).map((one) => one.id));
  const gone = mentioned.filter((id) => id !== by && !here.has(id));
  const deaf = gone.length > 0 ? await silencedBy(trx, gone, by) : [];
  const away = gone.filter((id) => !deaf.includes(id));
  if (away.length === 0) return;
  const room = (await roomById(trx, roomId, by))!;
  await notify(
    deps,
    trx,
    away.map((personId) => ({
      personId,
      kind: 'mentioned',
      params: { team: room.team_name },
      href: `/teams/${room.team_id}/room#m-${messageId}`,
      hackathonId: room.hackathon_id,
      aboutId: by,
    })),
    await restOf(trx, room.team_id, deps.clock.expression(trx)),
  );
}
