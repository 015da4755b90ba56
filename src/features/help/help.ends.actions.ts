// How help requests end: given back, done, called off, over with the phase.
import type { Deps } from '../../deps';
import { Forbidden } from '../../errors';
import type { Entry } from '../../realtime/contract';
import { channels } from '../../realtime/live';
import type { Person } from '../../web/request';
import { hackathonById, holdPhases } from '../hackathons/hackathons.queries';
import { requireVoice } from '../moderation/moderation.rights';
import { notify, teamNotice } from '../notices/notices.actions';
import { roomOfTeam } from '../rooms/rooms.actions';
import type { SystemWord } from '../rooms/rooms.policy';
import { adviseIn } from '../submissions/submissions.feedback.actions';
import { submissionOfTeam } from '../submissions/submissions.queries';
import {
  type Actor,
  type Db,
  findForExpert,
  findInRoom,
  mustFind,
  type Outcome,
  record,
  say,
  taken,
  teamOf,
  tell,
  tellOfHelp,
} from './help.held.actions';
import type { Completion } from './help.input';
import { endAdvisingSince, endHelp, holdHelp, reopen } from './help.queries';
import type { HelpRow } from './help.tables';

/** The expert gives the request back; the advising that began with it ends. */
export async function releaseHelp(
  deps: Deps,
  person: Person,
  id: string,
): Promise<{ help: HelpRow; slug: string }> {
  const found = await findForExpert(deps, person, id);
  const { slug } = (await hackathonById(deps.db, found.hackathon_id))!;
  return { help: await giveBack(deps, person, found, 'help.released'), slug };
}

/** Also used when an expert vanished: then `word` says so, and nobody has to be signed in. */
export async function giveBack(
  deps: Deps,
  expert: Actor,
  found: HelpRow,
  word: 'help.released' | 'help.vanished',
): Promise<HelpRow> {
  await roomOfTeam(deps, deps.db, found.team_id);
  const { help, tell } = await deps.db.transaction(async (trx) => {
    const released = await releaseIn(deps, trx, expert, found.id, word);
    await tellOfHelp(deps, trx, released.help, {
      kind: 'helpReleased',
      but: expert.id,
      aboutId: expert.id,
    });
    if (word === 'help.vanished') {
      const { slug } = (await hackathonById(trx, found.hackathon_id))!;
      const href = `/hackathons/${slug}/help-requests`;
      await notify(deps, trx, [teamNotice(teamOf(found), expert.id, { kind: 'helpWentBack', href })]);
    }
    return released;
  });
  tell(deps);
  return help;
}

/** The same inside a larger act; `tell` is called once that is committed. */
export async function releaseIn(
  deps: Pick<Deps, 'clock'>,
  trx: Db,
  expert: Actor,
  id: string,
  word: 'help.released' | 'help.vanished',
): Promise<{ help: HelpRow; tell: (deps: Deps) => void }> {
  await holdHelp(trx, id);
  const before = await mustFind(trx, id);
  if (!(await reopen(trx, id, expert.id))) throw taken(before);
  const at = await deps.clock.now(trx);
  const room = await roomOfTeam(deps, trx, before.team_id);
  const left = await endAdvisingSince(trx, before.team_id, expert.id, before.claimed_at ?? at, at);
  const by = { ...expert, role: 'expert' };
  const entries = [await say(deps, trx, room.id, by, { kind: 'system', body: word })];
  const act = word === 'help.released' ? 'releaseHelp' : 'releaseVanished';
  await record(trx, at, expert, act, id, before.hackathon_id);
  const help = await mustFind(trx, id);
  return {
    help,
    tell(world) {
      if (left) world.live.leave(expert.id, channels.room(room.id));
      tell(world, { help, roomId: room.id, entries });
    },
  };
}

/** The team or its expert says it is done. The expert's note becomes a message, or advice on a section. */
export async function completeHelp(
  deps: Deps,
  person: Person,
  id: string,
  { note, section }: Completion,
): Promise<HelpRow> {
  const { help, role } = await findInRoom(deps, person, id);
  if (role === 'moderator') throw new Forbidden();
  const mine = help.claimed_by === person.id;
  if (role === 'expert' && !mine && help.state === 'claimed') throw taken(help);
  if (note) await requireVoice(deps.db, help.hackathon_id, person, await deps.clock.now(deps.db));
  const advise = async (trx: Db) => {
    const { id } = await submissionOfTeam(trx, deps.clock, { ...help, id: help.team_id });
    await adviseIn(deps, trx, person, id, { section: section!, kind: 'suggestion', body: note });
  };
  // An expert ends what is theirs, even if somebody else took it a moment ago.
  const theirs = role === 'expert' ? { claimedBy: person.id } : {};
  const done = { from: ['claimed'], to: 'done', note, ...theirs } as const;
  return section && note
    ? end(deps, person, help, role, { ...done, word: 'help.advised', advise })
    : end(deps, person, help, role, { ...done, word: 'help.done' });
}

/** The team calls its request off while nobody has taken it. */
export async function cancelHelp(deps: Deps, person: Person, id: string): Promise<HelpRow> {
  const { help, role } = await findInRoom(deps, person, id);
  if (role !== 'participant') throw new Forbidden();
  return end(deps, person, help, role, { from: ['open'], to: 'cancelled', word: 'help.cancelled', note: '' });
}

/** Ends a request; also called by the sweep when the phase in which experts help is over. */
export async function end(
  deps: Deps,
  actor: Actor,
  found: HelpRow,
  role: string,
  how: {
    from: readonly HelpRow['state'][];
    to: 'done' | 'cancelled' | 'expired';
    word: SystemWord;
    note: string;
    claimedBy?: string;
    /** Puts the note where it belongs; without it the note is a message. It tells the team. */
    advise?: (trx: Db) => Promise<void>;
  },
): Promise<HelpRow> {
  const room = await roomOfTeam(deps, deps.db, found.team_id);
  const outcome = await deps.db.transaction(async (trx): Promise<Outcome> => {
    if (how.advise) await holdPhases(trx, found.hackathon_id);
    const at = await deps.clock.now(trx);
    const { from, to, claimedBy } = how;
    const note = how.note === '' ? {} : { note: how.note };
    const ended = await endHelp(trx, found.id, {
      from,
      to,
      at,
      ...note,
      ...(claimedBy ? { claimedBy } : {}),
    });
    const help = await mustFind(trx, found.id);
    if (!ended) throw taken(help);
    const by = { ...actor, role };
    const entries: Entry[] = [];
    if (how.advise) await how.advise(trx);
    else if (how.note !== '')
      entries.push(await say(deps, trx, room.id, by, { kind: 'message', body: how.note }));
    entries.push(await say(deps, trx, room.id, by, { kind: 'system', body: how.word }));
    await record(trx, at, actor, `${how.to}Help`, found.id, found.hackathon_id);
    if (how.to === 'done' && !how.advise) {
      const kind = how.note === '' ? 'helpDone' : 'helpAnswered';
      await tellOfHelp(deps, trx, help, { kind, but: actor.id, others: [help.claimed_by] });
    } else if (how.to !== 'done' && help.claimed_by) {
      await notify(deps, trx, [teamNotice(teamOf(help), help.claimed_by, { kind: 'helpCancelled' })]);
    }
    return { help, roomId: room.id, entries };
  });
  tell(deps, outcome);
  return outcome.help;
}
