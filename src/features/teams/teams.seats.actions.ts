// Taking a seat, leaving it, handing the captaincy over.
import { recordActivity } from '../../db/activity';
import type { Db } from '../../db/db';
import type { Deps } from '../../deps';
import { Forbidden, InvalidInput } from '../../errors';
import type { HelpState } from '../../realtime/contract';
import { channels } from '../../realtime/live';
import type { Person } from '../../web/request';
import { requireRight } from '../hackathons/hackathons.rights';
import type { NoticeKind } from '../notices/notices.tables';
import { releaseWaiting } from '../waiting/waiting.actions';
import {
  alreadyInTeam,
  type Held,
  record,
  requireCaptain,
  requireMember,
  seat,
  withTeam,
} from './teams.held.actions';
import { successorOf } from './teams.policy';
import {
  archiveTeam,
  type CancelledHelp,
  cancelBookingsOf,
  cancelHelpOf,
  endMembership,
  helperOf,
  meetingsAhead,
  roomIdOfTeam,
  setCaptain,
  teamOfPerson,
  wasRemoved,
} from './teams.queries';
import type { TeamRow } from './teams.tables';
import { tellCaptain, tellLeft, tellNobodyComes, tellTeam } from './teams.told.actions';

/**
 * Open teams give a seat at once. `byInvitation` opens the door of any team, or throws; for somebody who sits in
 * this very team it is not asked.
 */
export async function joinTeam(
  deps: Deps,
  person: Person,
  teamId: string,
  byInvitation?: (held: Held) => Promise<void>,
): Promise<void> {
  await withTeam(deps, person, teamId, async (held) => {
    const { trx, hackathon, team, facts } = held;
    // An invitation is read before the phase is asked: it dies at the lock with a word of its own.
    if (!byInvitation) requireRight(facts, 'formTeams');
    const current = await teamOfPerson(trx, hackathon.id, person.id);
    if (current?.id === team.id && byInvitation) return;
    if (current) throw alreadyInTeam(current);
    if (await wasRemoved(trx, team.id, person.id)) throw new Forbidden('teams.refused.removed');
    if (byInvitation) await byInvitation(held);
    else if (team.joining === 'request') throw new Forbidden('teams.refused.askFirst');
    else if (team.joining === 'invite') throw new Forbidden('teams.refused.inviteOnly');
    await seat(deps, held, person.id, person.id);
    await record(held, person, 'joinTeam');
    await tellTeam(deps, trx, team, { kind: 'joined', but: person.id, aboutId: person.id });
  });
}

/**
 * Leaving is possible in every phase. A captain hands over to `successor`, else to whoever sits there longest;
 * the last one archives the team, which takes its call for help out of the queue and deletes nothing.
 */
export async function leaveTeam(
  deps: Deps,
  person: Pick<Person, 'id'>,
  teamId: string,
  input: { successor?: string },
): Promise<void> {
  const tell = await withTeam(deps, person, teamId, async (held) => {
    requireMember(held, person);
    return vacate(deps, held, person, { ...input, by: person.id, act: 'leaveTeam', told: 'left' });
  });
  tell(deps);
}

interface Vacated {
  successor?: string;
  /** Who ended it: the member, a captain, an organiser. */
  by: string;
  act: string;
  /** What those who stay are told. */
  told: NoticeKind;
}

/** A member's seat with all that hangs on it; those who stay are told. Call what comes back after the commit. */
export async function vacate(
  deps: Deps,
  held: Held,
  person: Pick<Person, 'id'>,
  given: Vacated,
): Promise<(deps: Deps) => void> {
  const { trx, hackathon, team, members, facts } = held;
  const claimer = members.length === 1 ? await helperOf(trx, team.id) : undefined;
  const meetings = members.length === 1 ? await meetingsAhead(trx, team.id, facts.now) : [];
  const tell = await giveUpSeat(trx, { team, members, at: facts.now }, person, given);
  await tellLeft(deps, held, { id: person.id, by: given.by, kind: given.told }, claimer);
  await tellNobodyComes(deps, held, meetings);
  if (members.length === 1)
    await releaseWaiting(deps, trx, { ...team, slug: hackathon.slug }, { at: facts.now, by: given.by });
  return tell;
}

/** The seat of a member while their team is held. What comes back is called once that is committed. */
export async function giveUpSeat(
  trx: Db,
  { team, members, at }: Pick<Held, 'team' | 'members'> & { at: Date },
  person: Pick<Person, 'id'>,
  given: Omit<Vacated, 'told'>,
): Promise<(deps: Deps) => void> {
  const { by, act } = given;
  const successor = successorOf(members, person.id, given.successor);
  if (successor === undefined) throw new InvalidInput({ successor: { key: 'teams.fields.member' } });
  const captain = members.some((member) => member.id === person.id && member.captain);
  await endMembership(trx, { teamId: team.id, personId: person.id, at, by });
  let help: CancelledHelp | undefined;
  if (successor === null) {
    help = await cancelHelpOf(trx, team.id, at);
    await cancelBookingsOf(trx, team.id, at);
    await archiveTeam(trx, team.id, at);
  } else if (captain) {
    await setCaptain(trx, team.id, successor, at);
  }
  await recordActivity(trx, {
    at,
    personId: by,
    act,
    subject: { kind: 'team', id: team.id },
    hackathonId: team.hackathon_id,
    details: {
      ...(by === person.id ? {} : { person: person.id }),
      ...(captain && successor ? { captain: successor } : {}),
    },
  });
  const roomId = await roomIdOfTeam(trx, team.id);
  return (deps) => {
    if (roomId) deps.live.leave(person.id, channels.room(roomId));
    if (help) tellCancelled(deps, team, help, roomId);
  };
}

function tellCancelled(deps: Deps, team: TeamRow, help: CancelledHelp, roomId: string | undefined): void {
  const { id, topic, language } = help;
  const told: HelpState = {
    id,
    team: team.id,
    teamName: team.name,
    topic,
    language,
    state: 'cancelled',
    waitingSince: help.asked_at.toISOString(),
  };
  deps.live.tell(channels.experts(team.hackathon_id), 'help:changed', told);
  if (roomId) deps.live.tell(channels.room(roomId), 'help:changed', told);
}

/** By the captain, or at once by an organiser. */
export async function handOver(
  deps: Deps,
  person: Person,
  teamId: string,
  input: { member: string },
): Promise<void> {
  await withTeam(deps, person, teamId, async (held) => {
    const organises = held.facts.roles.includes('organiser');
    if (!organises) requireCaptain(held, person);
    const member = held.members.find((one) => one.id === input.member);
    if (!member) throw new InvalidInput({ member: { key: 'teams.fields.member' } });
    if (member.captain) return;
    await setCaptain(held.trx, teamId, member.id, held.facts.now);
    await record(held, person, 'handOver', { details: { captain: member.id } });
    await tellCaptain(deps, held, member.id, person.id);
  });
}
