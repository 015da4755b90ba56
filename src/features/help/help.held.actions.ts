// What verbs of help requests share: finding a request for whoever may have it, saying it in the room, telling people.
import { recordActivity } from '../../db/activity';
import type { Deps } from '../../deps';
import { Conflict, Forbidden, NotFound } from '../../errors';
import { newId } from '../../ids';
import type { Entry } from '../../realtime/contract';
import type { Person } from '../../web/request';
import { rolesOf } from '../hackathons/hackathons.queries';
import { announce } from '../rooms/rooms.live';
import { appendEntry } from '../rooms/rooms.log.queries';
import type { SystemWord } from '../rooms/rooms.policy';
import { roleOf } from '../rooms/rooms.queries';
import { tellTeam } from '../teams/teams.told.actions';
import { announceHelp } from './help.live';
import { helpById } from './help.queries';
import type { HelpRow } from './help.tables';

export type Db = Deps['db'];
export type Actor = Pick<Person, 'id' | 'display_name'>;

/** What was written besides the request itself: told to the room once it is committed. */
export interface Outcome {
  help: HelpRow;
  roomId: string;
  entries: Entry[];
}

export async function say(
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

export function tell(deps: Deps, { help, roomId, entries }: Outcome): void {
  for (const entry of entries) announce(deps, entry);
  announceHelp(deps, help, roomId);
}

export async function mustFind(db: Db, id: string): Promise<HelpRow> {
  const help = await helpById(db, id);
  if (!help) throw new NotFound();
  return help;
}

/** What is true now, for whoever came second. */
export function taken(help: HelpRow): Conflict {
  const by = help.claimed_by_name;
  return new Conflict(
    help.state === 'claimed' ? 'mentoring.refused.claimed' : `mentoring.refused.${help.state}`,
    { id: help.id, state: help.state, ...(help.state === 'claimed' ? { claimedBy: by } : {}) },
    by === null ? {} : { name: by },
  );
}

/** A request exists for experts of its hackathon; others of the hackathon may know it, but not take it. */
export async function findForExpert(deps: Deps, person: Person, id: string): Promise<HelpRow> {
  const help = await mustFind(deps.db, id);
  const roles = await rolesOf(deps.db, help.hackathon_id, person.id);
  if (roles.includes('expert')) return help;
  if (roles.length > 0) throw new Forbidden('mentoring.refused.expertsOnly');
  throw new NotFound();
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

export const teamOf = (help: HelpRow) => ({
  id: help.team_id,
  name: help.team_name,
  hackathon_id: help.hackathon_id,
});

export const tellOfHelp = (
  deps: Deps,
  trx: Db,
  help: HelpRow,
  told: Omit<Parameters<typeof tellTeam>[3], 'href'>,
): Promise<void> =>
  tellTeam(deps, trx, teamOf(help), { ...told, href: `/teams/${help.team_id}/room`, waitsForRest: true });

export function record(
  trx: Db,
  at: Date,
  by: Actor,
  act: string,
  id: string,
  hackathonId: string,
): Promise<void> {
  return recordActivity(trx, {
    at,
    personId: by.id,
    act,
    subject: { kind: 'help-request', id },
    hackathonId,
  });
}
