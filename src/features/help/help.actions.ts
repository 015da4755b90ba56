// Verbs of help requests: ask and claim. One winner a claim.
import type { Deps } from '../../deps';
import { Conflict, Forbidden, NotFound, TooMany } from '../../errors';
import { newId } from '../../ids';
import type { Person } from '../../web/request';
import { factsOf, hackathonById, holdPhases } from '../hackathons/hackathons.queries';
import { requireRight } from '../hackathons/hackathons.rights';
import { requireVoice } from '../moderation/moderation.rights';
import { notify, teamNotice } from '../notices/notices.actions';
import { enterTeamRoom, roomOfTeam } from '../rooms/rooms.actions';
import { roleOf } from '../rooms/rooms.queries';
import { extensionsOf, lockTeam, teamOfPerson } from '../teams/teams.queries';
import {
  type Actor,
  type Db,
  findForExpert,
  mustFind,
  type Outcome,
  record,
  say,
  taken,
  teamOf,
  tell,
  tellOfHelp,
} from './help.held.actions';
import type { ReadyTopic, Urgency } from './help.policy';
import { claimOpen, insertHelp, liveHelpOf, startAdvising } from './help.queries';
import type { HelpRow } from './help.tables';
import { earlierHelpers } from './help.waiting.queries';

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

/** Asking, calling off and asking again is for second thoughts, not for ringing a bell. */
async function countAsking(deps: Deps, teamId: string): Promise<void> {
  try {
    await deps.limits.helpRequests.count(teamId);
  } catch (error) {
    if (error instanceof TooMany) throw new TooMany(error.retryAfter, 'mentoring.refused.askedOften');
    throw error;
  }
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
    await countAsking(deps, teamId);
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
