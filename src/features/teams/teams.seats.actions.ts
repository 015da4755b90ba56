// Taking a seat, leaving it, handing the captaincy over, being placed by an organiser.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Forbidden, InvalidInput } from '../../errors';
import type { HelpState } from '../../realtime/contract';
import { channels } from '../../realtime/live';
import type { Person } from '../../web/request';
import { requireRight } from '../hackathons/hackathons.rights';
import { alreadyInTeam, type Held, requireCaptain, seat, withTeam } from './teams.held.actions';
import { takeInvitation } from './teams.invitations.actions';
import { successorOf } from './teams.policy';
import {
  archiveTeam,
  type CancelledHelp,
  cancelHelpOf,
  endMembership,
  roomIdOfTeam,
  setCaptain,
  teamOfPerson,
} from './teams.queries';
import { closeRequests } from './teams.requests.queries';
import type { TeamRow } from './teams.tables';

const record = (held: Held, person: Pick<Person, 'id'>, act: string, details?: Record<string, string>) =>
  recordActivity(held.trx, {
    at: held.facts.now,
    personId: person.id,
    act,
    subject: { kind: 'team', id: held.team.id },
    hackathonId: held.hackathon.id,
    ...(details ? { details } : {}),
  });

/** Open teams give a seat at once; others need `invite`, the token of an invitation (410 when it is over). */
export async function joinTeam(
  deps: Deps,
  person: Person,
  teamId: string,
  input: { invite?: string },
): Promise<void> {
  await withTeam(deps, person, teamId, async (held) => {
    const { trx, hackathon, team, facts } = held;
    // An invitation is read before the phase is asked: it dies at the lock with a word of its own.
    if (input.invite === undefined) requireRight(facts, 'formTeams');
    const current = await teamOfPerson(trx, hackathon.id, person.id);
    if (current) throw alreadyInTeam(current);
    if (input.invite !== undefined) await takeInvitation(deps, held, input.invite);
    else if (team.joining === 'request') throw new Forbidden('teams.refused.askFirst');
    else if (team.joining === 'invite') throw new Forbidden('teams.refused.inviteOnly');
    await seat(held, person.id, person.id);
    await record(held, person, 'joinTeam');
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
  const { roomId, help, team } = await withTeam(deps, person, teamId, async (held) => {
    const { trx, team, members, facts } = held;
    const own = members.find((member) => member.id === person.id);
    if (!own) throw new Forbidden('teams.refused.membersOnly');
    const at = facts.now;
    const successor = successorOf(members, person.id, input.successor);
    if (successor === undefined) throw new InvalidInput({ successor: { key: 'teams.fields.member' } });
    await endMembership(trx, { teamId, personId: person.id, at, by: person.id });
    let help: CancelledHelp | undefined;
    if (successor === null) {
      help = await cancelHelpOf(trx, team.id, at);
      await archiveTeam(trx, team.id, at);
      await closeRequests(trx, { teamId }, { at, by: person.id });
    } else if (own.captain) {
      await setCaptain(trx, team.id, successor, at);
    }
    await record(held, person, 'leaveTeam', own.captain && successor ? { captain: successor } : undefined);
    return { roomId: await roomIdOfTeam(trx, team.id), help, team };
  });
  if (roomId) deps.live.leave(person.id, channels.room(roomId));
  if (help) tellCancelled(deps, team, help, roomId);
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

export async function handOver(
  deps: Deps,
  person: Person,
  teamId: string,
  input: { member: string },
): Promise<void> {
  await withTeam(deps, person, teamId, async (held) => {
    requireCaptain(held, person);
    const member = held.members.find((one) => one.id === input.member);
    if (!member) throw new InvalidInput({ member: { key: 'teams.fields.member' } });
    if (member.captain) return;
    await setCaptain(held.trx, teamId, member.id, held.facts.now);
    await record(held, person, 'handOver', { captain: member.id });
  });
}

/** An organiser gives somebody without a team a free seat, whichever way into the team is open. */
export async function placePerson(
  deps: Deps,
  organiser: Person,
  hackathonId: string,
  input: { person: string; team: string },
): Promise<void> {
  await withTeam(
    deps,
    organiser,
    input.team,
    async (held) => {
      if (held.hackathon.id !== hackathonId) throw new InvalidInput({ team: { key: 'teams.fields.team' } });
      requireRight(held.facts, 'placePeople');
      if (!held.participant) throw new InvalidInput({ person: { key: 'teams.fields.person' } });
      await seat(held, input.person, organiser.id);
      await record(held, organiser, 'placePerson', { person: input.person });
    },
    input.person,
  );
}
