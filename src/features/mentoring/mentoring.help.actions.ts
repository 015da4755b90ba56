// Verbs of help requests: ask, claim, give back, finish, call off. One winner a claim.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Entry } from '../../realtime/contract';
import { channels } from '../../realtime/live';
import type { Person } from '../../web/request';
import { factsOf, hackathonById, holdPhases, rolesOf } from '../hackathons/hackathons.queries';
import { requireRight } from '../hackathons/hackathons.rights';
import { requireVoice } from '../moderation/moderation.rights';
import { notify } from '../notices/notices.actions';
import { adviseIn } from '../submissions/submissions.feedback.actions';
import { submissionOfTeam } from '../submissions/submissions.queries';
import { extensionsOf, lockTeam, teamOfPerson } from '../teams/teams.queries';
import { teamNotice, tellTeam } from '../teams/teams.told.actions';
import type { ReadyTopic, Urgency } from './mentoring.help.policy';
import {
  claimOpen,
  endAdvisingSince,
  endHelp,
  helpById,
  holdHelp,
  insertHelp,
  liveHelpOf,
  reopen,
  startAdvising,
} from './mentoring.help.queries';
import type { Completion } from './mentoring.input';
import { announce, announceHelp } from './mentoring.live';
import { appendEntry } from './mentoring.log.queries';
import { earlierHelpers } from './mentoring.matching.queries';
import type { SystemWord } from './mentoring.policy';
import { enterTeamRoom, roomOfTeam } from './mentoring.rooms.actions';
import { roleOf } from './mentoring.rooms.queries';
import type { HelpRow } from './mentoring.tables';

type Db = Deps['db'];
type Actor = Pick<Person, 'id' | 'display_name'>;

/** What was written besides the request itself: told to the room once it is committed. */
interface Outcome {
  help: HelpRow;
  roomId: string;
  entries: Entry[];
}

async function say(
  deps: Pick<Deps, 'clock'>,
  trx: Db,
  roomId: string,
  by: Actor & { role: string },
  said: { kind: 'system'; body: SystemWord } | { kind: 'message'; body: string },
): Promise<Entry> {
  const id = newId();
  const { kind, body } = said;
  const { seq, at } = await appendEntry(trx, {
    roomId,
    id,
    kind,
    authorId: by.id,
    authorRole: by.role,
    body,
    offset: deps.clock.offsetSeconds,
  });
  const author = { id: by.id, name: by.display_name, role: by.role };
  return { roomId, seq, kind, id, author, body, at: at.toISOString() };
}

function tell(deps: Deps, { help, roomId, entries }: Outcome): void {
  for (const entry of entries) announce(deps, entry);
  announceHelp(deps, help, roomId);
}

async function mustFind(db: Db, id: string): Promise<HelpRow> {
  const help = await helpById(db, id);
  if (!help) throw new NotFound();
  return help;
}

/** What is true now, for whoever came second. */
function taken(help: HelpRow): Conflict {
  const by = help.claimed_by_name;
  return new Conflict(
    help.state === 'claimed' ? 'mentoring.refused.claimed' : `mentoring.refused.${help.state}`,
    { id: help.id, state: help.state, ...(help.state === 'claimed' ? { claimedBy: by } : {}) },
    by === null ? {} : { name: by },
  );
}

async function requirePhase(
  deps: Deps,
  trx: Db,
  hackathonId: string,
  person: Actor,
  right: 'askForHelp' | 'giveHelp',
  teamId?: string,
): Promise<Date> {
  const hackathon = await hackathonById(trx, hackathonId);
  if (!hackathon) throw new NotFound();
  const facts = await factsOf(trx, deps.clock, hackathon, person.id);
  const extensions = teamId === undefined ? [] : await extensionsOf(trx, teamId);
  requireRight({ ...facts, extensions }, right);
  return facts.now;
}

/** A member asks for an expert; a team has one live request at a time. */
export async function askForHelp(
  deps: Deps,
  person: Person,
  teamId: string,
  input: { topic: string; about?: ReadyTopic; language: string; urgency?: Urgency; details: string },
): Promise<HelpRow> {
  const room = await enterTeamRoom(deps, person, teamId);
  if (room.role !== 'participant') throw new Forbidden();
  const id = newId();
  const outcome = await deps.db.transaction(async (trx): Promise<Outcome> => {
    await holdPhases(trx, room.hackathon_id);
    await lockTeam(trx, teamId);
    // Whoever left in the meantime asks for nobody.
    if ((await roleOf(trx, teamId, person.id)) !== 'participant') throw new NotFound();
    const at = await requirePhase(deps, trx, room.hackathon_id, person, 'askForHelp', teamId);
    const hackathonId = room.hackathon_id;
    await requireVoice(trx, hackathonId, person, at);
    const made = await insertHelp(trx, {
      id,
      teamId,
      hackathonId,
      about: null,
      urgency: 'normal',
      ...input,
      askedBy: person.id,
      at,
    });
    if (!made) {
      const live = await liveHelpOf(trx, teamId);
      throw new Conflict('mentoring.refused.oneRequest', { id: live?.id, state: live?.state });
    }
    const by = { ...person, role: room.role };
    const entries = [await say(deps, trx, room.id, by, { kind: 'system', body: 'help.asked' })];
    await record(trx, at, person, 'askForHelp', id, hackathonId);
    const help = await mustFind(trx, id);
    const again = { kind: 'helpAgain', href: `/hackathons/${room.hackathon_slug}/help-requests` } as const;
    const known = await earlierHelpers(trx, teamId, hackathonId);
    await notify(
      deps,
      trx,
      known.map((expert) => teamNotice(teamOf(help), expert, again)),
    );
    return { help, roomId: room.id, entries };
  });
  tell(deps, outcome);
  return outcome.help;
}

/**
 * An expert takes an open request and advises the team from then on. Of many at once one wins; the others
 * read who it was. Claiming again what is one's own changes nothing.
 */
export async function claimHelp(deps: Deps, person: Person, id: string): Promise<HelpRow> {
  const found = await findForExpert(deps, person, id);
  const room = await roomOfTeam(deps, deps.db, found.team_id);
  const outcome = await deps.db.transaction(async (trx): Promise<Outcome> => {
    await holdPhases(trx, found.hackathon_id);
    // Before the request: the last member who leaves takes both in this order.
    await lockTeam(trx, found.team_id);
    const at = await requirePhase(deps, trx, found.hackathon_id, person, 'giveHelp', found.team_id);
    const won = await claimOpen(trx, id, person.id, at);
    const help = await mustFind(trx, id);
    if (!won) {
      if (help.state === 'claimed' && help.claimed_by === person.id) {
        return { help, roomId: room.id, entries: [] };
      }
      throw taken(help);
    }
    const seat = await teamOfPerson(trx, help.hackathon_id, person.id);
    if (seat) throw new Forbidden(`mentoring.refused.${seat.id === help.team_id ? 'ownTeam' : 'competes'}`);
    await startAdvising(trx, help.team_id, person.id, at);
    const by = { ...person, role: 'expert' };
    const entries = [await say(deps, trx, room.id, by, { kind: 'system', body: 'help.claimed' })];
    await record(trx, at, person, 'claimHelp', id, help.hackathon_id);
    await tellOfHelp(deps, trx, help, { kind: 'helpClaimed', but: person.id, aboutId: person.id });
    return { help, roomId: room.id, entries };
  });
  if (outcome.entries.length > 0) tell(deps, outcome);
  return outcome.help;
}

/** A request exists for experts of its hackathon; others of the hackathon may know it, but not take it. */
async function findForExpert(deps: Deps, person: Person, id: string): Promise<HelpRow> {
  const help = await mustFind(deps.db, id);
  const roles = await rolesOf(deps.db, help.hackathon_id, person.id);
  if (roles.includes('expert')) return help;
  if (roles.length > 0) throw new Forbidden('mentoring.refused.expertsOnly');
  throw new NotFound();
}

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
  const done = { from: ['claimed'], to: 'done', note } as const;
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

export async function findInRoom(
  deps: Deps,
  person: Person,
  id: string,
): Promise<{ help: HelpRow; role: string }> {
  const help = await mustFind(deps.db, id);
  const role = await roleOf(deps.db, help.team_id, person.id);
  if (role) return { help, role };
  const roles = await rolesOf(deps.db, help.hackathon_id, person.id);
  if (roles.includes('expert')) throw new Forbidden();
  throw new NotFound();
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
    /** Puts the note where it belongs; without it the note is a message. It tells the team. */
    advise?: (trx: Db) => Promise<void>;
  },
): Promise<HelpRow> {
  const room = await roomOfTeam(deps, deps.db, found.team_id);
  const outcome = await deps.db.transaction(async (trx): Promise<Outcome> => {
    if (how.advise) await holdPhases(trx, found.hackathon_id);
    const at = await deps.clock.now(trx);
    const note = how.note === '' ? {} : { note: how.note };
    const ended = await endHelp(trx, found.id, { from: how.from, to: how.to, at, ...note });
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

const teamOf = (help: HelpRow) => ({
  id: help.team_id,
  name: help.team_name,
  hackathon_id: help.hackathon_id,
});

const tellOfHelp = (
  deps: Deps,
  trx: Db,
  help: HelpRow,
  told: Omit<Parameters<typeof tellTeam>[3], 'href'>,
): Promise<void> =>
  tellTeam(deps, trx, teamOf(help), { ...told, href: `/teams/${help.team_id}/room`, waitsForRest: true });

function record(trx: Db, at: Date, by: Actor, act: string, id: string, hackathonId: string): Promise<void> {
  return recordActivity(trx, {
    at,
    personId: by.id,
    act,
    subject: { kind: 'help-request', id },
    hackathonId,
  });
}
